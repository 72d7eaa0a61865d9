/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * The first page follows the long work that it shows; when that is over, what is in the case
 * has changed, and the page is loaded anew, unless somebody is typing.
 */
export default function (main) {
    const works = main.querySelector(".works");
    if (!works?.querySelector("progress")) return;
    const events = new EventSource("/events");
    events.addEventListener("job", ({ data }) => {
        const job = JSON.parse(data);
        const bar = works.querySelector(`a[href="/jobs/${Number(job.id)}"]`)?.closest("li")?.querySelector("progress");
        if (!bar) return;
        if (["waiting", "running"].includes(job.state)) {
            if (job.total > 0) {
                bar.max = job.total;
                bar.value = Math.min(job.done, job.total);
            }
            return;
        }
        events.close();
        if (!document.activeElement?.matches("input, textarea, select")) location.reload();
    });
}
