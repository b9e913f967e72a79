/** Building the page: text always goes in as text, never as markup. */

/** @typedef {Node | string | number | null | undefined | false} Child */

/**
 * An element. In `props`, `on…` are listeners, `class` is the class, the rest are attributes; false and null are left out.
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
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  node.append(...given(children));
  return node;
}

/**
 * Put `children` in the place of all that `node` holds.
 * @param {Element} node
 * @param {...Child} children
 */
export function fill(node, ...children) {
  node.replaceChildren(...given(children));
}

/** @param {Child[]} children @returns {(Node | string)[]} */
function given(children) {
  return /** @type {(Node | string)[]} */ (
    children.filter((child) => child !== null && child !== undefined && child !== false)
  );
}

/**
 * The element with this id, which index.html has.
 * @param {string} id
 * @returns {any}
 */
export function byId(id) {
  return document.getElementById(id);
}

/** Path data of the icons, on a grid of 24. */
const ICONS = {
  menu: "M4 7h16M4 12h16M4 17h16",
  more: "M12 5.5v.01M12 12v.01M12 18.5v.01",
  send: "M4.5 12 3.6 4.6c-.1-.8.7-1.4 1.4-1L20.3 11a1.1 1.1 0 0 1 0 2L5 20.4c-.7.4-1.5-.2-1.4-1L4.5 12Zm0 0h8",
  attach: "m20 11-8.3 8.3a5 5 0 0 1-7-7l8.6-8.6a3.4 3.4 0 0 1 4.8 4.8l-8.5 8.5a1.7 1.7 0 0 1-2.4-2.4l7.7-7.7",
  slash: "M15.5 4.5l-7 15",
  back: "m14.5 6-6 6 6 6",
  close: "M6 6l12 12M18 6 6 18",
  down: "m6 9.5 6 6 6-6",
  out: "M8 16 16.5 7.5M9.5 7.5h7v7",
  copy: "M9 9h9.5v10.5H9zM5.5 15V4.5H15",
  check: "m4.5 12.5 5 5 10-11",
  reply: "M10 6 4 11.5l6 5.5v-3.5c5 0 8 1.5 10 5-.5-6-4-10-10-10z",
  forward: "m14 6 6 5.5-6 5.5v-3.5c-5 0-8 1.5-10 5 .5-6 4-10 10-10z",
  edit: "m5 19 .8-3.8L16.5 4.5l3 3L8.8 18.2zM14 7l3 3",
  location: "M12 21s7-6.3 7-11.5a7 7 0 0 0-14 0C5 14.7 12 21 12 21Zm0-9a2.5 2.5 0 1 1 0-5 2.5 2.5 0 0 1 0 5Z",
  photo: "M4 5.5h16v13H4zM4 16l5-5 4.5 4.5 2.5-2.5 4 4M15.5 9.5v.01",
  sticker: "M4 4h16v9l-7 7H4zM20 13h-7v7M8.5 9v.01M14.5 9v.01M8.5 12.5c1 1.5 3 2 4.5 1",
  file: "M6 3.5h8l4.5 4.5v12.5H6zM14 3.5V8h4.5",
  app: "M4 5h16v14H4zM4 9h16M7 7v.01M10 7v.01",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8Zm-8 8.5c.7-4 4-6 8-6s7.3 2 8 6",
  plus: "M12 5v14M5 12h14",
  block: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM5.7 5.7l12.6 12.6",
  start: "M7 4.5v15l12-7.5z",
  language: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3 12h18M12 3c5 5.5 5 12.5 0 18-5-5.5-5-12.5 0-18Z",
};

/**
 * A drawn icon that takes the colour of the text; it says nothing to a screen reader.
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

/**
 * A round picture of somebody: their first letter on a colour of their own.
 * @param {{id: number}} who
 * @param {string} name
 */
export function avatar(who, name) {
  const letter = [...name.trim()][0] ?? "?";
  return el(
    "span",
    { class: `avatar tint-${Math.abs(who.id) % 7}`, "aria-hidden": "true" },
    letter.toUpperCase(),
  );
}
