/** Building the page: text always goes in as text, never as markup. */

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * An element. In `props`, `on…` are listeners, `style` are properties of its style, the rest are attributes;
 * undefined, null and false are left out.
 * @param {string} tag
 * @param {Record<string, any>} [props]
 * @param {...Child} children
 * @returns {any}
 */
export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "style") paint(node, value);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...given(children));
  return node;
}

/** Set properties of a node's style. @param {HTMLElement} node @param {Record<string, string | number>} style */
export function paint(node, style) {
  for (const [name, value] of Object.entries(style)) node.style.setProperty(name, String(value));
}

/** Put `children` in the place of all that `node` holds. @param {Element} node @param {...Child} children */
export function fill(node, ...children) {
  node.replaceChildren(...given(children));
}

/** @param {Child[]} children @returns {(Node | string)[]} */
function given(children) {
  return /** @type {(Node | string)[]} */ (
    children.filter((child) => child !== null && child !== undefined && child !== false)
  );
}

/** The element with this id, which index.html has. @param {string} id @returns {any} */
export const byId = (id) => document.getElementById(id);

/** Path data of the icons, on a grid of 24. */
const ICONS = {
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM15.5 15.5 20 20",
  close: "M6 6l12 12M18 6 6 18",
  out: "M8 16 16.5 7.5M9.5 7.5h7v7",
  clock: "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.5V12l3 2",
  globe:
    "M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM3.5 12h17M12 3.5c4.5 5 4.5 12 0 17-4.5-5-4.5-12 0-17Z",
  place:
    "M12 21s6.5-6 6.5-11a6.5 6.5 0 0 0-13 0c0 5 6.5 11 6.5 11ZM12 12.2a2.3 2.3 0 1 0 0-4.6 2.3 2.3 0 0 0 0 4.6Z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20c.8-3.8 4-5.5 7.5-5.5s6.7 1.7 7.5 5.5",
  talk: "M4.5 5h15v10.5H12L8 19v-3.5H4.5Z",
  send: "M4.5 12 3.6 4.6c-.1-.8.7-1.4 1.4-1L20.3 11a1.1 1.1 0 0 1 0 2L5 20.4c-.7.4-1.5-.2-1.4-1L4.5 12Zm0 0h8",
  star: "m12 3.6 2.6 5.3 5.8.8-4.2 4.1 1 5.8-5.2-2.7-5.2 2.7 1-5.8-4.2-4.1 5.8-.8Z",
  warn: "M12 4 21 19.5H3ZM12 10v4.5M12 17v.01",
};

/**
 * A drawn icon in the colour of the text; it says nothing to a screen reader.
 * @param {keyof typeof ICONS} name
 */
export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(space, "path");
  path.setAttribute("d", ICONS[name]);
  svg.append(path);
  return svg;
}
