/** The connection to the sandbox. It comes back by itself. */

const FIRST_WAIT = 400;
const LONGEST_WAIT = 8000;

export class Live {
  /**
   * @param {(event: any) => void} received called with each event
   * @param {(connected: boolean) => void} changed called when the connection is lost and when it is there again
   */
  constructor(received, changed) {
    this.received = received;
    this.changed = changed;
    this.wait = FIRST_WAIT;
    this.socket = /** @type {WebSocket | null} */ (null);
  }

  /** Act as this user from now on. @param {string} user */
  connect(user) {
    this.user = user;
    const old = this.socket;
    this.socket = null;
    old?.close();
    this.open();
  }

  open() {
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    const socket = new WebSocket(
      `${scheme}://${location.host}/live?user=${encodeURIComponent(this.user ?? "")}`,
    );
    this.socket = socket;
    socket.onmessage = ({ data }) => {
      if (socket !== this.socket) return;
      const event = JSON.parse(data);
      if (event.type === "hello") {
        this.wait = FIRST_WAIT;
        this.changed(true);
      }
      this.received(event);
    };
    socket.onclose = () => {
      if (socket !== this.socket) return;
      this.changed(false);
      setTimeout(() => socket === this.socket && this.open(), this.wait);
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
    };
  }

  /**
   * Ask the sandbox for something; false while there is no connection.
   * @param {string} what
   * @param {Record<string, any>} [details]
   */
  do(what, details = {}) {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify({ do: what, ...details }));
    return true;
  }
}
