/** The bot's server: what it is asked, and in whose name. */

import { launch } from "./telegram.js";

const headers = /** @type {Record<string, string>} */ (launch ? { Authorization: `tma ${launch.data}` } : {});

/** The server answered, and it was no. */
export class Refused extends Error {
  /** @param {number} status @param {string} code @param {number} after seconds until it may be asked again */
  constructor(status, code, after) {
    super(code);
    this.status = status;
    this.code = code;
    this.after = after;
  }
}

/**
 * @param {string} path
 * @param {RequestInit} [options]
 */
async function ask(path, options) {
  const response = await fetch(path, options);
  if (!response.ok) throw await refused(response);
  return response;
}

/** @param {Response} response */
async function refused(response) {
  const said = await response.json().catch(() => ({}));
  return new Refused(response.status, said.code ?? "", Number(response.headers.get("Retry-After")) || 0);
}

/** @param {string} language @returns {Promise<import("./store.js").Programme>} */
export const getProgramme = async (language) => (await ask(`api/programme/${language}`)).json();
export const getNow = async () => (await ask("api/now")).json();
/** @param {AbortSignal} signal */
export const openLive = (signal) => ask("api/live", { headers, signal });
/** Star or unstar, in these words: `on` is the state that is wanted. @param {string} id @param {boolean} on */
export const putStar = async (id, on) =>
  (await ask(`api/stars/${encodeURIComponent(id)}`, { method: on ? "PUT" : "DELETE", headers })).json();
