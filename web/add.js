/*
 * Files dropped anywhere on the page, or chosen, are sent together with what is known of
 * them, and it is seen how far they are. Without it the form sends them.
 */
import { headers, say } from "./page.js";

const size = new Intl.NumberFormat(document.documentElement.lang, {
    style: "unit", unit: "kilobyte", maximumFractionDigits: 1,
});

/** fetch() tells nothing of an upload's progress; this does. Gives the number of the job, or 0. */
function send(body, bar, n, of) {
    return new Promise((resolve) => {
        const request = new XMLHttpRequest();
        request.open("POST", "/add");
        for (const [name, value] of Object.entries(headers({ Accept: "application/json" }))) {
            request.setRequestHeader(name, value);
        }
        request.upload.addEventListener("progress", (event) => {
            if (event.lengthComputable) bar.value = (n + event.loaded / event.total) / of;
        });
        request.addEventListener("loadend", () => {
            let job = 0;
            try { job = JSON.parse(request.responseText).job ?? 0; } catch { /* no JSON: it was refused */ }
            resolve(request.status === 202 ? job : 0);
        });
        request.send(body);
    });
}

const AT_ONCE = 48; /* files of a form */

export default function add(main) {
    const form = main.querySelector("form.adding");
    if (!form) return;
    const list = form.querySelector(".chosen");
    const input = form.querySelector('input[type="file"]');
    const button = form.querySelector("button.go");
    let dropped = [];

    const files = () => [...input.files, ...dropped];

    /* What is going to be sent, so that nobody preserves the wrong folder's file. */
    function show() {
        list.replaceChildren(...files().map((file) => Object.assign(document.createElement("li"), {
            textContent: `${file.name} · ${size.format(file.size / 1000)}`,
        })));
        list.hidden = files().length === 0;
    }

    /* Some at a time: the server takes no more in one form. What is known of the files goes with
     * each; the addresses with the first. */
    function bodies() {
        const all = files();
        const parts = [];
        for (let at = 0; at < all.length; at += AT_ONCE) {
            const body = new FormData(form);
            body.delete("file");
            if (at > 0) body.delete("address");
            for (const file of all.slice(at, at + AT_ONCE)) body.append("file", file, file.name);
            parts.push(body);
        }
        return parts;
    }

    async function sendAll() {
        const parts = bodies();
        const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
        const item = document.createElement("li");
        let job = 0;
        bar.setAttribute("aria-label", list.dataset.sending);
        item.append(bar, ` ${list.dataset.sending} …`);
        list.prepend(item);
        list.hidden = false;
        button.disabled = true;
        say(list.dataset.sending);
        for (const [n, body] of parts.entries()) {
            job = await send(body, bar, n, parts.length);
            if (!job) break;
        }
        button.disabled = false;
        if (job) {
            location.href = `/jobs/${job}`;
            return;
        }
        item.className = "bad";
        item.textContent = `✗ ${list.dataset.failed}`;
        say(list.dataset.failed);
    }

    form.addEventListener("submit", (event) => {
        if (files().length === 0) return; /* addresses alone: the form does it */
        event.preventDefault();
        sendAll();
    });
    input.addEventListener("change", show);
    const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
    document.addEventListener("dragover", (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        document.body.classList.add("dropping");
    });
    document.addEventListener("dragleave", (event) => {
        if (!event.relatedTarget) document.body.classList.remove("dropping");
    });
    document.addEventListener("drop", (event) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        document.body.classList.remove("dropping");
        dropped = [...dropped, ...event.dataTransfer.files];
        show();
        button.focus();
    });
}
