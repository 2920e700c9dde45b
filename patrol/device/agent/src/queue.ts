/** Events on their way to patrol: batched, bounded, and counted where they had to be dropped.
 *
 * One message an event reaches a tenth of the rate of a hundred in one; a queue without an end makes an app that calls
 * a hooked method in a loop run out of memory, which would be patrol's fault and look like the app's. */

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
}

const BATCH = 200;
const FLUSH_MS = 100;

export class Queue {
  private waiting: Event[] = [];
  private next = 1;
  private dropped = 0;
  private timer: NodeJS.Timeout | null = null;

  constructor(private readonly capacity: number) {}

  /** The number that the next event bears; taken also for one that is dropped. */
  number(): number {
    return this.next++;
  }

  /** Whether there is room; without it the event counts as dropped and need not be made. */
  room(): boolean {
    if (this.waiting.length < this.capacity) return true;
    this.dropped++;
    this.next++;
    return false;
  }

  put(event: Event): void {
    this.waiting.push(event);
    if (this.waiting.length >= BATCH) this.flush();
    else if (this.timer === null) this.timer = setTimeout(() => this.flush(), FLUSH_MS);
  }

  flush(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    while (this.waiting.length > 0) {
      send({ type: "events", events: this.waiting.splice(0, BATCH) });
    }
  }

  /** Events made so far, dropped ones among them, and how many were dropped. */
  counts(): { made: number; dropped: number } {
    return { made: this.next - 1, dropped: this.dropped };
  }
}
