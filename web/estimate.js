/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Waits for an estimate that is being made, and puts the page in place when it is there. Without
 * script there is a link to look again.
 */
export default function (main) {
    async function renew() {
        const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
        if (!answer.ok) return;
        const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main[data-module=estimate]");
        if (!fresh) {
            location.reload(); /* it was waited for by a brief, which is another page, or a file */
            return;
        }
        main.replaceChildren(...fresh.childNodes);
        follow();
    }

    function showFar({ done, total }) {
        const bar = main.querySelector("#job progress");
        if (!bar || total <= 0) return;
        bar.max = total;
        bar.value = Math.min(done, total);
    }

    /* Work that ended before this page was made says nothing about it. */
    function follow() {
        const from = Number(main.querySelector("#job")?.dataset.from ?? 0);
        if (!main.querySelector("#job progress")) return;
        const events = new EventSource("/events");
        events.addEventListener("job", ({ data }) => {
            const job = JSON.parse(data);
            if (job.kind !== "estimate" || job.id < from) return;
            if (["waiting", "running"].includes(job.state)) {
                showFar(job);
                return;
            }
            events.close();
            renew();
        });
    }

    follow();
}
