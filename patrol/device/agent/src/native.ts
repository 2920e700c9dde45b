/** Hooks on the C library: what an app or an SDK does past Java. */

import type { Queue } from "./queue.js";
import { reader, type NativeHook, type Options } from "./table.js";
import { short } from "./words.js";

const AF_INET = 2;
const AF_INET6 = 10;
const NLMSG_TYPE_AT = 4;

type Read = (value: NativePointer) => string;

const READS: Record<string, Read> = {
  text: (value) => (value.isNull() ? "null" : (value.readUtf8String() ?? "null")),
  number: (value) => String(value.toInt32()),
  hex: (value) => `0x${(value.toUInt32() >>> 0).toString(16)}`,
  words: words,
  address: address,
  netlink: (value) => (value.isNull() ? "null" : `type ${value.add(NLMSG_TYPE_AT).readU16()}`),
};

export class NativeHooks {
  readonly hooked: string[] = [];
  readonly missing: [string, string][] = [];
  /** Threads inside a hooked function: fopen calls open, getaddrinfo asks for addresses; the outer call is told. */
  private readonly inside = new Map<number, number>();

  constructor(
    private readonly queue: Queue,
    private readonly options: Options,
    private readonly javaStack: () => string[],
  ) {}

  install(entries: NativeHook[]): void {
    const taken = new Map<string, string>();
    for (const entry of entries) {
      const at = Module.findGlobalExportByName(entry.symbol);
      const known = at === null ? undefined : taken.get(at.toString());
      if (at === null) this.missing.push([entry.symbol, "not exported here"]);
      else if (known !== undefined) this.missing.push([entry.symbol, `the same function as ${known}`]);
      else this.attach(entry, at, taken);
    }
  }

  private attach(entry: NativeHook, at: NativePointer, taken: Map<string, string>): void {
    const hooks = this;
    const meant = reader(entry);
    try {
      Interceptor.attach(at, {
        onEnter(args) {
          const thread = this.threadId;
          const depth = hooks.inside.get(thread) ?? 0;
          hooks.inside.set(thread, depth + 1);
          if (depth > 0) return;
          try {
            hooks.report(entry, meant, thread, args, this.context);
          } catch (_) {
            // A pointer that is none, or an event that cannot be told: the app's call goes on all the same.
          }
        },
        onLeave() {
          const depth = (hooks.inside.get(this.threadId) ?? 1) - 1;
          if (depth > 0) hooks.inside.set(this.threadId, depth);
          else hooks.inside.delete(this.threadId);
        },
      });
      taken.set(at.toString(), entry.symbol);
      this.hooked.push(entry.symbol);
    } catch (error) {
      this.missing.push([entry.symbol, String(error).split("\n")[0]]);
    }
  }

  private report(
    entry: NativeHook,
    meant: (args: string[]) => string[],
    th: number,
    args: InvocationArguments,
    context: CpuContext,
  ): void {
    const texts = entry.args.map((kind, i) => READS[kind](args[i]));
    const id = meant(texts);
    if (id.length === 0 || !this.queue.room()) return;
    const java = this.javaStack();
    this.queue.put({
      n: this.queue.number(),
      t: Date.now(),
      th,
      id,
      call: entry.symbol,
      args: texts.map((text) => short(text, this.options.longest)),
      ret: null,
      stack: [...this.stack(context), ...java],
    });
  }

  private stack(context: CpuContext): string[] {
    if (!this.options.stacks) return [];
    return Thread.backtrace(context, Backtracer.ACCURATE)
      .slice(0, this.options.depth)
      .map((at) => {
        const found = DebugSymbol.fromAddress(at);
        const name = found.name ?? `0x${at.toString(16)}`;
        return found.moduleName === null ? name : `${found.moduleName}!${name}`;
      });
  }
}

/** The strings of an argument vector. */
function words(value: NativePointer): string {
  const found: string[] = [];
  for (let i = 0; i < 64 && !value.isNull(); i++) {
    const word = value.add(i * Process.pointerSize).readPointer();
    if (word.isNull()) break;
    found.push(word.readUtf8String() ?? "");
  }
  return found.join(" ");
}

/** Host and port of a socket address. */
function address(value: NativePointer): string {
  if (value.isNull()) return "null";
  const family = value.readU16();
  const port = (value.add(2).readU8() << 8) | value.add(3).readU8();
  if (family === AF_INET) {
    const bytes = [4, 5, 6, 7].map((at) => value.add(at).readU8());
    return `${bytes.join(".")}:${port}`;
  }
  if (family === AF_INET6) {
    const groups: string[] = [];
    for (let i = 0; i < 8; i++) {
      groups.push(((value.add(8 + 2 * i).readU8() << 8) | value.add(9 + 2 * i).readU8()).toString(16));
    }
    return `[${groups.join(":")}]:${port}`;
  }
  return `family ${family}`;
}
