/*
 * A text beside its claims: cards stand near their passages, each finds the other, and what
 * is selected can be made into a claim. Without it the references are links and the form is
 * a page.
 */
import { say } from "./page.js";

const utf8 = new TextEncoder();

/* -- which bytes a selection covers ------------------------------------------------------ */

/** Bytes of the source's text that a piece of the page stands for. */
function bytesOf(node) {
    if (node.nodeType === Node.TEXT_NODE) return utf8.encode(node.data).length;
    if (node.dataset?.n !== undefined) return Number(node.dataset.n);
    let sum = 0;
    for (const child of node.childNodes) sum += bytesOf(child);
    return sum;
}

/** The byte of the text at a border of a selection; null outside of it. */
export function byteAt(text, node, offset) {
    const unseen = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-n]");
    if (unseen && text.contains(unseen)) {
        const at = [...unseen.parentNode.childNodes].indexOf(unseen);
        return byteAt(text, unseen.parentNode, at + (offset > 0 ? 1 : 0));
    }
    const from = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-at]");
    if (from && text.contains(from)) {
        const range = document.createRange();
        range.setStart(from, 0);
        range.setEnd(node, offset);
        return Number(from.dataset.at) + bytesOf(range.cloneContents());
    }
    if (node !== text) return null;
    const paragraphs = [...text.childNodes].slice(0, offset).filter((one) => one.dataset?.end);
    const last = paragraphs.at(-1);
    return last ? Number(last.dataset.end) : Number(text.querySelector("[data-at]")?.dataset.at ?? NaN);
}

function picked(text) {
    const selection = getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
    const range = selection.getRangeAt(0);
    if (!text.contains(range.startContainer)) return null;
    const start = byteAt(text, range.startContainer, range.startOffset);
    const end = text.contains(range.endContainer)
        ? byteAt(text, range.endContainer, range.endOffset)
        : Number([...text.querySelectorAll("[data-end]")].at(-1)?.dataset.end);
    return Number.isFinite(start) && Number.isFinite(end) && end > start ? { start, end, range } : null;
}

/* -- the form in place ----------------------------------------------------------------------- */

function makeForms(main, text) {
    let panel = null;
    let before = null;

    const close = () => {
        panel?.remove();
        panel = null;
        before?.focus?.();
    };

    function show(page) {
        const form = page.querySelector("form.claim-form");
        const failed = page.querySelector(".notice.bad");
        if (!form) return false;
        panel?.remove();
        panel = document.createElement("section");
        panel.className = "making";
        panel.setAttribute("role", "dialog");
        panel.setAttribute("aria-label", text.dataset.new);
        const head = document.createElement("h2");
        const away = document.createElement("button");
        away.type = "button";
        away.className = "quiet";
        away.textContent = text.dataset.close;
        away.addEventListener("click", close);
        head.append(text.dataset.new, away);
        panel.append(head);
        if (failed) panel.append(document.adoptNode(failed));
        panel.append(document.adoptNode(form));
        main.append(panel);
        form.addEventListener("submit", send);
        panel.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
        (failed ?? form.querySelector('select[name="kind"]')).focus?.();
        if (failed) say(failed.textContent);
        return true;
    }

    async function send(event) {
        event.preventDefault();
        const form = event.target;
        const button = form.querySelector("button.go");
        button.disabled = true;
        try {
            const answer = await fetch(form.action, {
                method: "POST",
                body: new URLSearchParams(new FormData(form)),
                headers: { "X-Vigil-Token": form.elements.token.value },
            });
            const where = new URL(answer.url);
            const at = where.searchParams.get("at");
            if (answer.redirected && answer.ok) {
                location.href = where.href + (at ? `#p-${at}` : "");
                if (where.href === location.href.split("#")[0]) location.reload();
                return;
            }
            if (!show(new DOMParser().parseFromString(await answer.text(), "text/html"))) form.submit();
        } catch {
            form.submit();
        }
        button.disabled = false;
    }

    return async function make(start, end) {
        const address = `/claims/new?source=${text.dataset.source}&start=${start}&end=${end}&back=read`;
        before = document.activeElement;
        try {
            const answer = await fetch(address);
            if (answer.ok && show(new DOMParser().parseFromString(await answer.text(), "text/html"))) return;
        } catch { /* the page itself then says what is wrong */ }
        location.href = address;
    };
}

function offerClaims(main, text) {
    const make = makeForms(main, text);
    const bar = document.createElement("div");
    const button = document.createElement("button");
    const begin = main.querySelector('a[data-key="n"]');
    let now = null;

    bar.className = "picked";
    bar.hidden = true;
    button.type = "button";
    button.className = "go";
    button.append(text.dataset.make, " ");
    button.append(Object.assign(document.createElement("kbd"), { textContent: "n" }));
    bar.append(button);
    document.body.append(bar);

    function look() {
        now = picked(text);
        bar.hidden = !now;
        if (!now) return;
        const box = now.range.getBoundingClientRect();
        const left = Math.min(box.left + scrollX, scrollX + document.documentElement.clientWidth - bar.offsetWidth - 8);
        bar.style.setProperty("left", `${Math.max(8, left)}px`);
        bar.style.setProperty("top", `${box.bottom + scrollY + 6}px`);
    }
    const go = () => {
        bar.hidden = true;
        make(now.start, now.end);
    };
    document.addEventListener("selectionchange", look);
    button.addEventListener("mousedown", (event) => event.preventDefault());
    button.addEventListener("click", () => { if (now) go(); });
    begin?.addEventListener("click", (event) => {
        now = picked(text);
        if (!now) return;
        event.preventDefault();
        go();
    });
}

/* -- cards near their passages -------------------------------------------------------------------- */

const GAP = 10;

function layOut(list, cards, marks, on) {
    const base = list.getBoundingClientRect().top;
    const spots = cards.map((card) => {
        const mark = marks.get(card.id)?.[0];
        return { card, want: mark ? mark.getBoundingClientRect().top - base : null, height: card.offsetHeight };
    });
    const pivot = Math.max(0, cards.indexOf(on));
    const tops = new Array(spots.length);
    let edge = 0;

    for (let i = 0; i < spots.length; i++) {
        tops[i] = Math.max(spots[i].want ?? edge, edge);
        if (i === pivot && on && spots[i].want !== null) tops[i] = Math.max(0, spots[i].want);
        edge = tops[i] + spots[i].height + GAP;
    }
    let limit = tops[pivot];
    for (let i = pivot - 1; on && i >= 0; i--) {
        tops[i] = Math.min(tops[i], limit - GAP - spots[i].height);
        limit = tops[i];
    }
    const above = Math.min(0, ...tops); /* nothing above the column: push down what is shown */
    for (let i = 0; i < spots.length; i++) spots[i].card.style.setProperty("top", `${tops[i] - above}px`);
    list.style.setProperty("min-height", `${Math.max(0, ...spots.map((spot, i) => tops[i] - above + spot.height))}px`);
}

function pair(main, text) {
    const list = main.querySelector(".cards ol");
    const cards = list ? [...list.querySelectorAll(".slip")] : [];
    const marks = new Map();
    const wide = matchMedia("(min-width: 72.01rem)");
    let on = null;

    for (const mark of text.querySelectorAll("mark[data-c]")) {
        for (const name of mark.dataset.c.split(" ")) {
            if (!marks.has(name)) marks.set(name, []);
            marks.get(name).push(mark);
        }
    }

    function align() {
        list.classList.toggle("aligned", wide.matches);
        if (wide.matches) {
            layOut(list, cards, marks, on);
            return;
        }
        list.style.removeProperty("min-height");
        for (const card of cards) card.style.removeProperty("top");
    }

    function activate(name) {
        for (const old of main.querySelectorAll(".on")) old.classList.remove("on");
        on = cards.find((card) => card.id === name) ?? null;
        on?.classList.add("on");
        for (const mark of marks.get(name) ?? []) mark.classList.add("on");
        if (list) align();
    }

    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const into = (element) => element?.scrollIntoView({ block: "nearest", behavior: still ? "auto" : "smooth" });

    text.addEventListener("click", (event) => {
        const ref = event.target.closest("a.ref");
        const mark = event.target.closest("mark[data-c]");
        const name = ref ? ref.hash.slice(1) : mark?.dataset.c.split(" ").at(-1);
        if (!name || (!ref && !getSelection().isCollapsed)) return;
        if (ref && !document.getElementById(name)) return;
        event.preventDefault();
        activate(name);
        into(on);
        if (ref) on?.querySelector("a")?.focus({ preventScroll: true });
    });
    list?.addEventListener("click", (event) => {
        const link = event.target.closest("a");
        const card = event.target.closest(".slip");
        if (!card || (link && !link.classList.contains("name")) || (link && !link.getAttribute("href").startsWith("#"))) return;
        event.preventDefault();
        activate(card.id);
        const mark = marks.get(card.id)?.[0];
        mark?.scrollIntoView({ block: "center", behavior: still ? "auto" : "smooth" });
        if (link && mark) {
            mark.tabIndex = -1;
            mark.focus({ preventScroll: true });
        }
    });
    const named = () => {
        const name = decodeURIComponent(location.hash.slice(1)).replace(/^p-/, "");
        if (marks.has(name) || cards.some((card) => card.id === name)) activate(name);
    };
    addEventListener("hashchange", named);
    if (list) {
        new ResizeObserver(() => align()).observe(text);
        wide.addEventListener("change", align);
        align();
    }
    named();
    if (location.hash) document.querySelector(location.hash.replace(/[.]/g, "\\."))?.scrollIntoView({ block: "center" });
}

export default function read(main) {
    const text = main.querySelector("article.text");
    if (!text) return;
    pair(main, text);
    offerClaims(main, text);
}
