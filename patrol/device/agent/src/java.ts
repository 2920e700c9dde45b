/** Hooks on Java methods, by table; the same on ART and on a HotSpot JVM. */

import Java from "frida-java-bridge";
import type { Queue } from "./queue.js";
import { reader, type JavaHook, type Options } from "./table.js";
import { masked, short } from "./words.js";

export interface Installed {
  /** `class.member` → overloads that are hooked. */
  hooked: Record<string, number>;
  /** [class.member, why it is not]. */
  missing: [string, string][];
}

type Stacks = () => string[];

export class JavaHooks {
  readonly installed: Installed = { hooked: {}, missing: [] };
  private pending: JavaHook[] = [];
  private readonly busy = new Set<number>();
  private stack: Stacks = () => [];

  constructor(
    private readonly queue: Queue,
    private readonly options: Options,
  ) {}

  /** Frames of Java of the present thread; empty where it runs none. */
  stackHere(): string[] {
    const thread = Process.getCurrentThreadId();
    if (this.busy.has(thread) || Java.vm === null || Java.vm.tryGetEnv() === null) return [];
    this.busy.add(thread);
    try {
      return this.stack();
    } finally {
      this.busy.delete(thread);
    }
  }

  /** Hook what is loaded now; what is not there yet stays pending. Called inside the VM. */
  install(entries: JavaHook[]): void {
    if (this.options.stacks) this.stack = stacks(this.options.depth);
    for (const entry of entries) this.hook(entry);
  }

  /** Try again what was not there: the app's own loader knows classes that the boot loader does not. */
  again(): void {
    const left = this.pending;
    this.pending = [];
    this.installed.missing = [];
    for (const entry of left) this.hook(entry);
  }

  private hook(entry: JavaHook): void {
    const name = `${entry.class}.${entry.member}`;
    let overloads: Java.Method[];
    try {
      const method = Java.use(entry.class)[entry.member];
      if (method === undefined) throw new Error("no such method");
      overloads = method.overloads;
    } catch (error) {
      this.pending.push(entry);
      this.installed.missing.push([name, String(error).split("\n")[0]]);
      return;
    }
    let count = 0;
    for (const overload of overloads) {
      try {
        overload.implementation = this.body(entry, name, overload);
        count++;
      } catch (error) {
        this.installed.missing.push([`${name}/${overload.argumentTypes.length}`, String(error).split("\n")[0]]);
      }
    }
    if (count > 0) this.installed.hooked[name] = count;
  }

  /** What runs in place of the method: the original in a try of its own, the report in a second one, then what the
   * original gave or threw. Nothing that goes wrong in here reaches the app. */
  private body(entry: JavaHook, name: string, overload: Java.Method): Java.MethodImplementation {
    const hooks = this;
    const meant = reader(entry);
    return function (this: Java.Wrapper, ...args: any[]): any {
      let result: any;
      let thrown: any;
      let failed = false;
      try {
        result = overload.call(this, ...args);
      } catch (error) {
        thrown = error;
        failed = true;
      }
      const thread = Process.getCurrentThreadId();
      if (!hooks.busy.has(thread)) {
        hooks.busy.add(thread);
        try {
          hooks.report(meant, name, thread, args, result, failed ? thrown : undefined);
        } catch (_) {
          // The app's call has been made; an event that cannot be told must not change it.
        } finally {
          hooks.busy.delete(thread);
        }
      }
      if (failed) throw thrown;
      return result;
    };
  }

  private report(meant: (args: string[]) => string[], call: string, th: number, args: any[], result: any, thrown: any): void {
    const texts = args.map((arg) => said(arg));
    const id = meant(texts);
    if (id.length === 0 || !this.queue.room()) return;
    const ret = result === undefined || result === null ? null : short(masked(said(result)), this.options.longest);
    this.queue.put({
      n: this.queue.number(),
      t: Date.now(),
      th,
      id,
      call,
      args: texts.map((text) => short(text, this.options.longest)),
      ret,
      ...(thrown === undefined ? {} : { error: short(String(thrown), this.options.longest) }),
      stack: this.stack(),
    });
  }
}

/** A value as text: an array of strings (a command) as its words, bytes as UTF-8 where they are. */
function said(value: any): string {
  if (value === null || value === undefined) return "null";
  if (Array.isArray(value)) return value.map(said).join(" ");
  return String(value);
}

/** Reads the stack of the present thread: text lines of a Throwable, innermost first. */
function stacks(depth: number): Stacks {
  const Throwable = Java.use("java.lang.Throwable");
  const StringWriter = Java.use("java.io.StringWriter");
  const PrintWriter = Java.use("java.io.PrintWriter");
  const print = Throwable.printStackTrace.overload("java.io.PrintWriter");
  const writer = PrintWriter.$new.overload("java.io.Writer");
  return () => {
    const text = StringWriter.$new();
    const trace = Throwable.$new();
    print.call(trace, writer.call(PrintWriter, text));
    const lines = String(text.toString()).split("\n");
    const frames: string[] = [];
    // Line 0 is the exception, line 1 the hooked method.
    for (let i = 2; i < lines.length && frames.length < depth; i++) {
      const line = lines[i].trim();
      if (line.startsWith("at ")) frames.push(line.slice(3));
    }
    return frames;
  };
}
