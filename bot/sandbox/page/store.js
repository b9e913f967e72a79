/** What the page knows. `receive` takes the sandbox's events in and tells the views what changed. */

/** @typedef {{id: number, first_name: string, language_code?: string, username?: string, blocked?: boolean}} User */
/** @typedef {Record<string, any> & {message_id: number, date: number, from: User, chat: {id: number}}} Message a Message of the Bot API */
/**
 * @typedef {object} Chat
 * @property {number} id
 * @property {string} type
 * @property {string} title
 * @property {string} bot_status
 * @property {boolean} [started]
 * @property {number | null} moved the chat that this one became
 * @property {Record<string, string>} members
 * @property {{command: string, description: string}[]} commands
 * @property {Message[]} messages
 * @property {any} [menu_button] what stands beside the text field of a private chat
 * @property {any} reply_keyboard what the bot put in place of the letters
 * @property {boolean} [asks] whether the bot's next message wants an answer
 */

const MESSAGES_KEPT = 200;
const TYPING_MS = 5000;
const ANSWER_MS = 60_000;

export const store = {
  me: 0,
  users: /** @type {User[]} */ ([]),
  bot: { id: 0, first_name: "", username: "", description: "" },
  chats: /** @type {Map<number, Chat>} */ (new Map()),
  open: 0,
  unread: /** @type {Map<number, number>} */ (new Map()),
  /** Users, other than me, who got a message that was not looked at. */
  elsewhere: /** @type {Set<number>} */ (new Set()),
  typing: /** @type {Map<number, any>} */ (new Map()),
  /** The payload of a deep link that was followed and not yet sent. */
  deepLink: /** @type {string | null} */ (null),
  clock: { now: 0, speed: 1, zone: "UTC", at: 0 },
};

/** Presses that wait for their answer: key -> query id, "" until the sandbox names it. @type {Map<string, string>} */
const pending = new Map();
const bus = new EventTarget();

/** @param {string} type @param {(detail: any) => void} heard */
export const on = (type, heard) =>
  bus.addEventListener(type, (event) => heard(/** @type {CustomEvent} */ (event).detail));
/** @param {string} type @param {any} [detail] */
export const emit = (type, detail) => bus.dispatchEvent(new CustomEvent(type, { detail }));

/** @returns {User} */
export const me = () => store.users.find((user) => user.id === store.me) ?? { id: 0, first_name: "" };
/** @returns {Chat | undefined} */
export const openChat = () => store.chats.get(store.open);
/** Conference time in milliseconds. */
export const now = () => store.clock.now + (performance.now() - store.clock.at) * store.clock.speed;
/** @param {number} chat @param {number} message @param {string} data */
export const isPending = (chat, message, data) => pending.has(`${chat} ${message} ${data}`);

/** Remember that a button was pressed. @param {number} chat @param {number} message @param {string} data */
export function pressed(chat, message, data) {
  const key = `${chat} ${message} ${data}`;
  pending.set(key, "");
  emit("pending", { chat, message });
  setTimeout(() => settle(key), ANSWER_MS);
}

/** @param {string} key */
function settle(key) {
  const [chat, message] = key.split(" ").map(Number);
  if (pending.delete(key)) emit("pending", { chat, message });
}

/** @param {number} id */
export function show(id) {
  store.open = id;
  store.unread.delete(id);
  emit("open");
}

/** What is posted in a channel has no author but the channel. @param {Message} message */
function signed(message) {
  message.from ??= { id: message.chat.id, first_name: message.sender_chat.title };
  return message;
}

const RECEIVED = /** @type {Record<string, (event: any) => void>} */ ({
  hello(event) {
    const again = store.me === event.me;
    if (!again) {
      store.unread.clear();
      store.deepLink = null;
    }
    store.typing.clear();
    pending.clear();
    Object.assign(store, { me: event.me, users: event.users, bot: event.bot });
    store.chats = new Map(event.chats.map((/** @type {Chat} */ chat) => [chat.id, chat]));
    for (const chat of store.chats.values()) chat.messages.forEach(signed);
    store.elsewhere.delete(event.me);
    RECEIVED.clock(event);
    emit("users");
    show(again && store.chats.has(store.open) ? store.open : event.me);
  },
  clock({ clock }) {
    store.clock = { ...clock, at: performance.now() };
    emit("clock");
  },
  message({ chat_id, message }) {
    const chat = store.chats.get(chat_id);
    if (!chat) return;
    chat.messages.push(signed(message));
    if (chat.messages.length > MESSAGES_KEPT) chat.messages.shift();
    if (message.from.id === store.bot.id) quiet(chat_id);
    else if (chat.type === "private") chat.started = true;
    if (chat.asks && chat_id === store.open && message.from.id === store.bot.id) emit("reply", message);
    chat.asks = false;
    if (chat_id !== store.open) store.unread.set(chat_id, (store.unread.get(chat_id) ?? 0) + 1);
    emit("message", { chat, message });
  },
  edited({ chat_id, message }) {
    const chat = store.chats.get(chat_id);
    const index = chat?.messages.findIndex((old) => old.message_id === message.message_id) ?? -1;
    if (!chat || index < 0) return;
    chat.messages[index] = signed(message);
    emit("edited", { chat, message });
  },
  deleted({ chat_id, message_id }) {
    const chat = store.chats.get(chat_id);
    if (!chat) return;
    chat.messages = chat.messages.filter((message) => message.message_id !== message_id);
    emit("deleted", { chat, message_id });
  },
  pressed({ chat_id, message_id, data, query_id }) {
    const key = `${chat_id} ${message_id} ${data}`;
    if (pending.has(key)) pending.set(key, query_id);
  },
  callback_answer(event) {
    const key = [...pending.keys()].find((each) => pending.get(each) === event.query_id);
    if (key === undefined) return; // pressed on another page
    settle(key);
    emit("answer", event);
  },
  reply_keyboard({ chat_id, reply_markup }) {
    const chat = store.chats.get(chat_id);
    if (!chat) return;
    Object.assign(chat, { reply_keyboard: reply_markup, asks: Boolean(reply_markup?.force_reply) });
    emit("chats");
  },
  chat_action({ chat_id, action }) {
    clearTimeout(store.typing.get(chat_id));
    store.typing.set(
      chat_id,
      setTimeout(() => quiet(chat_id), TYPING_MS),
    );
    emit("typing", action);
  },
  commands({ commands }) {
    for (const [id, list] of Object.entries(commands))
      Object.assign(store.chats.get(Number(id)) ?? {}, { commands: list });
    emit("chats");
  },
  chat({ chat }) {
    store.chats.set(chat.id, { ...chat, messages: store.chats.get(chat.id)?.messages ?? [] });
    if (chat.moved && store.open === chat.id) show(chat.moved);
    emit("chats");
  },
  users({ users }) {
    store.users = users;
    emit("users");
  },
  menu_button({ menu_button }) {
    Object.assign(store.chats.get(store.me) ?? {}, { menu_button });
    emit("chats");
  },
  web_app: ({ url }) => emit("web_app", url),
  inline_answer: (answer) => emit("inline_answer", answer),
  bot({ bot }) {
    store.bot = bot;
    const chat = store.chats.get(store.me);
    if (chat) chat.title = bot.first_name;
    emit("chats");
  },
  elsewhere({ users }) {
    for (const user of users) if (user !== store.me) store.elsewhere.add(user);
    emit("users");
  },
  refused: ({ why }) => emit("refused", why),
});

/** @param {number} chat */
function quiet(chat) {
  clearTimeout(store.typing.get(chat));
  if (store.typing.delete(chat)) emit("typing");
}

/** Take in an event of the sandbox. @param {any} event */
export function receive(event) {
  RECEIVED[event.type]?.(event);
}
