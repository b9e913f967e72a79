/** Sending pictures and files. */

import { act } from "./actions.js";
import { askForPlace, askForSticker } from "./dialogs.js";
import { el } from "./dom.js";
import { emit } from "./store.js";
import { t } from "./words.js";

const LARGEST_FILE = 5 * 1024 * 1024;
const WIDEST_PHOTO = 1280;

/** What can be attached. @param {() => number | null} replyTo @returns {import("./menu.js").Choice[]} */
export function attachments(replyTo) {
  return [
    { icon: "location", label: t("location"), run: () => askForPlace(replyTo()) },
    { icon: "photo", label: t("photo"), run: () => choose("image/*", sendPhoto) },
    { icon: "sticker", label: t("sticker"), run: () => askForSticker(replyTo()) },
    { icon: "file", label: t("file"), run: () => choose("", sendFile) },
  ];
}

/** @param {string} accept @param {(file: File) => void} send */
function choose(accept, send) {
  const input = el("input", { type: "file", accept, hidden: true });
  input.addEventListener("change", () => {
    if (input.files[0]) send(input.files[0]);
    input.remove();
  });
  input.addEventListener("cancel", () => input.remove());
  document.body.append(input);
  input.click();
}

/** As Telegram does, photos go as JPEG, not too large. @param {File} file */
async function sendPhoto(file) {
  try {
    const image = await createImageBitmap(file);
    const scale = Math.min(1, WIDEST_PHOTO / Math.max(image.width, image.height));
    const canvas = el("canvas", {
      width: Math.round(image.width * scale),
      height: Math.round(image.height * scale),
    });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    act("photo", { data: canvas.toDataURL("image/jpeg", 0.85).split(",")[1] });
  } catch {
    emit("toast", t("not_a_picture"));
  }
}

/** @param {File} file */
function sendFile(file) {
  if (file.size > LARGEST_FILE) {
    emit("toast", t("too_large"));
    return;
  }
  const reader = new FileReader();
  reader.addEventListener("load", () =>
    act("document", { name: file.name, data: String(reader.result).split(",")[1] ?? "" }),
  );
  reader.readAsDataURL(file);
}
