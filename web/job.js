/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Follows one piece of long work. What it says is written by the server: when something
 * new was said, or when it is over, the page is fetched again and its parts are put in place.
 */
import { say } from "./page.js";

export default function (main) {
    const id = location.pathname.split("/").pop();
    const shown = (root, selector) => root.querySelector(selector);
    let lines = main.querySelectorAll(".told > li").length;
    let isFetching = false;
    let isStale = false;

    async function renew() {
        if (isFetching) {
            isStale = true;
            return;
        }
        isFetching = true;
        const answer = await fetch(location.pathname, { headers: { Accept: "text/html" } });
        if (answer.ok) {
            const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
            const focused = document.activeElement?.textContent;
            main.replaceChildren(...fresh.childNodes);
            [...main.querySelectorAll("a, button")].find((one) => focused && one.textContent === focused)?.focus();
            lines = main.querySelectorAll(".told > li").length;
        }
        isFetching = false;
        if (isStale) {
            isStale = false;
            renew();
        }
    }

    function showFar({ done, total }) {
        const bar = shown(main, "progress");
        if (!bar) return false;
        if (total > 0) {
            bar.max = total;
            bar.value = Math.min(done, total);
        } else {
            bar.removeAttribute("value");
        }
        return true;
    }

    if (!shown(main, "progress")) return;
    const events = new EventSource(`/events?job=${encodeURIComponent(id)}`);
    events.addEventListener("job", async ({ data }) => {
        const job = JSON.parse(data);
        const isOver = !["waiting", "running"].includes(job.state);
        if (String(job.id) !== id) return;
        if (isOver) {
            events.close();
            await renew();
            say(shown(main, "#job .notice")?.textContent ?? "");
        } else if (!showFar(job) || job.says.length !== lines) {
            renew();
        }
    });
}
