/*
 * The review without reloading: a decision is sent, the next suggestion comes in its place,
 * and the keys go on working. Without this module every step is a form or a link.
 */
import { post, say } from "./page.js";

export default function review(main) {
    let busy = false;

    /* Put the main part of an answer in the place of ours, and the counts beside it. */
    function show(text, url, keepsHistory) {
        const page = new DOMParser().parseFromString(text, "text/html");
        const fresh = page.querySelector("main");
        if (!fresh || !fresh.dataset.module?.split(" ").includes("review")) {
            location.assign(url);
            return;
        }
        main.replaceChildren(...fresh.childNodes);
        document.title = page.title;
        const parts = page.querySelector(".parts");
        if (parts) document.querySelector(".parts")?.replaceChildren(...parts.childNodes);
        if (!keepsHistory) history.pushState({ review: true }, "", url);
        arrive();
    }

    /* Where a screen reader goes on reading, and what it is told before. */
    function arrive() {
        const told = main.querySelector("[role=alert]") ?? main.querySelector(".notice");
        const heading = main.querySelector(".one h2");
        const place = main.querySelector(".place b");
        say([told?.textContent, place?.textContent].filter(Boolean).join(" "));
        (heading ?? main).focus({ preventScroll: true });
        if (main.getBoundingClientRect().top < 0) main.scrollIntoView({ block: "start" });
    }

    async function load(url, keepsHistory) {
        const answer = await fetch(url, { headers: { Accept: "text/html" } });
        show(await answer.text(), url, keepsHistory);
    }

    /* The same form the long way: its answer says in both languages what could not be done,
     * and holds what was typed. */
    async function sendWhole(form, fields) {
        const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(fields) });
        show(await answer.text(), answer.redirected ? answer.url : location.href, !answer.redirected);
    }

    async function decide(form, submitter) {
        const [, id, act] = new URL(form.action).pathname.match(/^\/review\/([^/]+)\/(\w+)$/);
        const fields = new FormData(form, submitter);
        const sent = { id, do: act };
        for (const name of new Set(fields.keys())) {
            if (name !== "token") sent[name] = fields.getAll(name);
        }
        const answer = await post("/api/review", sent);
        if (answer.ok) await load((await answer.json()).where);
        else await sendWhole(form, fields);
    }

    /* One thing at a time: a key held down decides once. */
    async function once(work, otherwise) {
        if (busy) return;
        busy = true;
        main.setAttribute("aria-busy", "true");
        try {
            await work();
        } catch {
            otherwise();
        } finally {
            busy = false;
            main.removeAttribute("aria-busy");
        }
    }

    main.addEventListener("submit", (event) => {
        const form = event.target;
        if (form.method !== "post" || !/^\/review\/[^/]+\/\w+$/.test(new URL(form.action).pathname)) return;
        event.preventDefault();
        once(() => decide(form, event.submitter), () => location.reload());
    });

    main.addEventListener("click", (event) => {
        const link = event.target.closest("a");
        if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
        if (new URL(link.href).pathname !== "/review" || link.target) return;
        event.preventDefault();
        once(() => load(link.href), () => location.assign(link.href));
    });

    /* What opens is what one goes on with. */
    main.addEventListener("toggle", (event) => {
        if (!event.target.open) return;
        for (const other of main.querySelectorAll(".acts > details[open]")) {
            if (other !== event.target) other.open = false;
        }
        // It is told late: whoever is at a field by now stays there.
        if (event.target.querySelector(":focus:not(summary)")) return;
        const first = event.target.matches(".correct")
            ? event.target.querySelector("input:not([type=hidden]), select")
            : event.target.querySelector("summary");
        first?.focus();
    }, true);

    main.addEventListener("keydown", (event) => {
        const open = event.key === "Escape" && main.querySelector(".acts > details[open]");
        if (!open) return;
        open.open = false;
        open.querySelector("summary").focus();
    });

    addEventListener("popstate", () => once(() => load(location.href, true), () => location.reload()));
}
