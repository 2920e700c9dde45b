/** Events on their way to patrol: batched, bounded, and counted where they had to be dropped. The format of all messages
 * is told in patrol/device/hooks/messages.py.
 *
 * One message an event reaches a tenth of the rate of a hundred in one; a queue without an end makes an app that calls
 * a hooked method in a loop run out of memory, which would be patrol's fault and look like the app's. What was sent and
 * not yet acknowledged waits in the app's memory too (Frida queues without bound), so it counts. */

/** Bytes of one argument or result, on their way to be searched. */
export interface Raw {
  label: "in" | "out";
  bytes: ArrayBuffer;
  /** True length; more than `bytes` when it was cut. */
  whole: number;
}

export interface Event {
  /** Number of the event in this process, from 1; a gap is a drop. */
  n: number;
  /** Milliseconds since 1970 by the phone's clock. */
  t: number;
  /** Thread. */
  th: number;
  /** Ids of the table's entries that it means, the most particular first. */
  id: string[];
  /** What was called: class and method, or the native function. */
  call: string;
  args: string[];
  /** What came back, shortened and masked; null for nothing. */
  ret: string | null;
  /** The exception that the call threw, as the app saw it. */
  error?: string;
  /** Innermost first, without the hooked method itself. */
  stack: string[];
  /** What the object is. */
  about?: string;
  /** Bytes in the message's binary part: label, offset, length, true length. */
  raw?: [string, number, number, number][];
}

export interface Counts {
  made: number;
  dropped: number;
}

const BATCH = 200;
const FLUSH_MS = 100;
const RAW_ROOM = 1024 * 1024;

export class Queue {
  private waiting: Event[] = [];
  private blobs: ArrayBuffer[] = [];
  private blobSize = 0;
  private next = 1;
  private dropped = 0;
  private told = 0;
  private sent = 0;
  private taken = 0;
  private timer: NodeJS.Timeout | null = null;

  /** `acknowledged`: whether patrol tells what it has taken; otherwise only what was not sent yet is bounded. */
  constructor(
    private readonly capacity: number,
    private readonly acknowledged: boolean,
  ) {}

  /** patrol has taken so many events since the agent began. */
  acknowledge(taken: number): void {
    this.taken = Math.max(this.taken, taken);
  }

  /** The number that the next event bears. */
  number(): number {
    return this.next++;
  }

  /** Whether there is room; without it the event counts as dropped and need not be made. */
  room(): boolean {
    const travelling = this.acknowledged ? this.sent - this.taken : 0;
    if (this.waiting.length + travelling < this.capacity) return true;
    this.dropped++;
    this.next++;
    this.soon();
    return false;
  }

  put(event: Event, raw: Raw[] = []): void {
    if (raw.length > 0) event.raw = raw.map((each) => this.carry(each));
    this.waiting.push(event);
    if (this.waiting.length >= BATCH || this.blobSize >= RAW_ROOM) this.send();
    else this.soon();
  }

  /** Send all that waits. */
  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    if (this.waiting.length > 0) this.send();
    else if (this.dropped > this.told) send({ type: "counts", ...this.counts() });
    this.told = this.dropped;
  }

  /** Events made so far, dropped ones among them, and how many were dropped. */
  counts(): Counts {
    return { made: this.next - 1, dropped: this.dropped };
  }

  private soon(): void {
    if (this.timer === null) this.timer = setTimeout(() => this.flush(), FLUSH_MS);
  }

  private send(): void {
    const events = this.waiting;
    const data = this.blobSize > 0 ? joined(this.blobs, this.blobSize) : null;
    this.waiting = [];
    this.blobs = [];
    this.blobSize = 0;
    this.told = this.dropped;
    this.sent += events.length;
    send({ type: "events", events, ...this.counts() }, data);
  }

  private carry(raw: Raw): [string, number, number, number] {
    const at = this.blobSize;
    this.blobs.push(raw.bytes);
    this.blobSize += raw.bytes.byteLength;
    return [raw.label, at, raw.bytes.byteLength, raw.whole];
  }
}

function joined(parts: ArrayBuffer[], size: number): ArrayBuffer {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(new Uint8Array(part), at);
    at += part.byteLength;
  }
  return all.buffer;
}
