/* SPDX-License-Identifier: AGPL-3.0-or-later */
/*
 * Drawings made larger, moved and searched. A drawing is complete without this: every mark is a
 * link. The part that is seen is the viewBox; the wheel enlarges with Ctrl only, so that a page
 * still scrolls over it.
 */
const still = matchMedia("(prefers-reduced-motion: reduce)");

function setUp(picture) {
    const svg = picture.querySelector("svg");
    const tools = picture.querySelector(".tools");
    const region = picture.querySelector(".draws");
    if (!svg?.viewBox?.baseVal?.width) return;
    const { x, y, width, height } = svg.viewBox.baseVal;
    const whole = [x, y, width, height];
    let seen = [...whole];
    let frame = 0;

    const draw = (box) => svg.setAttribute("viewBox", box.map((n) => n.toFixed(2)).join(" "));
    function show(next) {
        const from = [...seen];
        const begin = performance.now();
        seen = next;
        cancelAnimationFrame(frame);
        if (still.matches) {
            draw(next);
            return;
        }
        const step = (now) => {
            const part = Math.min(1, (now - begin) / 140);
            draw(from.map((n, i) => n + (next[i] - n) * part));
            if (part < 1) frame = requestAnimationFrame(step);
        };
        frame = requestAnimationFrame(step);
    }

    const within = (n, low, high) => Math.min(Math.max(n, low), high);
    function enlarge(factor, px = 0.5, py = 0.5) {
        const scale = within(seen[2] / factor / whole[2], 1 / 16, 1);
        const w = whole[2] * scale;
        const h = whole[3] * scale;
        show([within(seen[0] + (seen[2] - w) * px, whole[0], whole[0] + whole[2] - w),
            within(seen[1] + (seen[3] - h) * py, whole[1], whole[1] + whole[3] - h), w, h]);
    }
    function move(dx, dy) {
        show([within(seen[0] + dx * seen[2], whole[0], whole[0] + whole[2] - seen[2]),
            within(seen[1] + dy * seen[3], whole[1], whole[1] + whole[3] - seen[3]), seen[2], seen[3]]);
    }

    const does = { in: () => enlarge(1.5), out: () => enlarge(1 / 1.5), fit: () => show([...whole]) };
    tools.hidden = false;
    tools.addEventListener("click", (event) => does[event.target.closest("[data-tool]")?.dataset.tool]?.());
    region.addEventListener("wheel", (event) => {
        if (!event.ctrlKey) return;
        event.preventDefault();
        const box = svg.getBoundingClientRect();
        enlarge(event.deltaY < 0 ? 1.25 : 0.8, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    }, { passive: false });
    region.addEventListener("keydown", (event) => {
        const way = { ArrowLeft: [-0.15, 0], ArrowRight: [0.15, 0], ArrowUp: [0, -0.15], ArrowDown: [0, 0.15] }[event.key];
        if (!way || seen[2] >= whole[2] || event.target !== region) return;
        event.preventDefault();
        move(...way);
    });

    let held = null;
    region.addEventListener("pointerdown", (event) => {
        if (event.button === 0 && seen[2] < whole[2] && !event.target.closest("a")) held = [event.clientX, event.clientY];
    });
    addEventListener("pointermove", (event) => {
        if (!held) return;
        const box = svg.getBoundingClientRect();
        const dx = (held[0] - event.clientX) / box.width;
        const dy = (held[1] - event.clientY) / box.height;
        held = [event.clientX, event.clientY];
        seen = [within(seen[0] + dx * seen[2], whole[0], whole[0] + whole[2] - seen[2]),
            within(seen[1] + dy * seen[3], whole[1], whole[1] + whole[3] - seen[3]), seen[2], seen[3]];
        draw(seen);
    });
    addEventListener("pointerup", () => { held = null; });

    const box = tools.querySelector("input");
    const said = tools.querySelector(".said");
    box.addEventListener("input", () => {
        const words = box.value.trim().toLocaleLowerCase();
        const marks = [...svg.querySelectorAll("g.node, a")].filter((mark) => !mark.parentElement.closest("g.node, a"));
        let n = 0;
        for (const mark of marks) {
            const fits = words === "" || mark.textContent.toLocaleLowerCase().includes(words);
            mark.classList.toggle("dim", !fits);
            n += fits;
        }
        svg.classList.toggle("sifted", words !== "");
        said.textContent = words === "" ? "" : said.dataset.says.replace("{1}", n);
    });
}

export default function (main) {
    for (const picture of main.querySelectorAll(".picture")) setUp(picture);
}
