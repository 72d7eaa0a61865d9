/*
 * What every page can do besides being read: keys, and forms that are sent without a
 * reload. Nothing here is needed to work; without it each key is a button and each form
 * loads the next page.
 */
const live = document.createElement("div");
live.className = "quiet";
live.setAttribute("role", "status");
live.setAttribute("aria-live", "polite");

/** Have a sentence read out by whoever reads the page aloud. */
export function say(text) {
    live.textContent = "";
    requestAnimationFrame(() => { live.textContent = text; });
}

const token = () => document.querySelector('input[name="token"]')?.value ?? "";

/** Send fields as a form with the token of the session; gives the answer of fetch(). */
export function post(path, fields) {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) {
        for (const one of Array.isArray(value) ? value : [value]) {
            if (one !== undefined && one !== null) body.append(name, String(one));
        }
    }
    body.set("token", token());
    return fetch(path, {
        method: "POST", body, redirect: "follow",
        headers: { "X-Vigil-Token": token(), Accept: "application/json" },
    });
}

/** Headers for a body that is no form. */
export const headers = (more) => ({ "X-Vigil-Token": token(), ...more });

const isTyping = (target) =>
    target.isContentEditable || /^(TEXTAREA|SELECT)$/.test(target.tagName)
    || (target.tagName === "INPUT" && !/^(checkbox|radio|button|submit)$/.test(target.type));

const isShown = (element) => element.getClientRects().length > 0 && !element.disabled;

function press(key) {
    const all = [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].filter(isShown);
    const one = all.find((element) => element.closest("main")) ?? all[0];
    if (!one) return false;
    if (/^(INPUT|TEXTAREA|SELECT)$/.test(one.tagName) && !/^(checkbox|radio)$/.test(one.type)) one.focus();
    else one.click();
    return true;
}

document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && isTyping(event.target)) {
        event.target.blur();
        return;
    }
    if (isTyping(event.target)) return;
    if (event.key === "?" && !press("?")) {
        location.href = "/help";
        return;
    }
    if (press(event.key)) event.preventDefault();
});

/** Reading comes first: what else a page can do is fetched when it has been painted. */
function afterPaint(work) {
    if (document.hidden) work();
    else requestAnimationFrame(() => setTimeout(work));
}

// Whoever reads aloud must know the place before something is said there.
afterPaint(() => document.body.append(live));

const main = document.querySelector("main[data-module]");
if (main) {
    afterPaint(() => {
        for (const name of main.dataset.module.split(" ")) {
            import(`./${name}.js`).then((module) => module.default(main));
        }
    });
}
