/** The chat page: one types and presses as in Telegram, against the sandbox. */

import { live } from "./actions.js";
import { startClock } from "./clockpanel.js";
import { startComposer } from "./composer.js";
import { startConversation } from "./conversation.js";
import { startDialogs } from "./dialogs.js";
import { byId } from "./dom.js";
import { startHeader } from "./header.js";
import { startSidebar } from "./sidebar.js";
import { emit, me, on, store } from "./store.js";
import { startWebApp } from "./webapp.js";
import { speak, t } from "./words.js";

on("users", () => speak(me().language_code) && emit("language"));
on("connection", (connected) => {
  const line = byId("connection");
  line.hidden = connected;
  line.textContent = connected ? "" : t("lost");
});

for (const start of [
  startDialogs,
  startSidebar,
  startHeader,
  startConversation,
  startComposer,
  startClock,
  startWebApp,
])
  start();

const address = new URLSearchParams(location.search);
if (address.has("start")) {
  const once = () => {
    store.deepLink ??= address.get("start");
    address.delete("start");
    emit("chats");
  };
  on("open", () => address.has("start") && once());
}
live.connect(address.get("user") ?? "");
