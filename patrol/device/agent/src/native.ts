/** Hooks on the C library and other native ones: what an app or an SDK does past Java. */

import { javaHere, type Context } from "./body.js";
import type { Raw } from "./queue.js";
import { READS } from "./reads.js";
import { isOwn } from "./stack.js";
import { reader, type NativeHook } from "./table.js";
import { discreet, short } from "./words.js";

/** Libraries of the VM and the system: they open files and sockets of their own accord. */
const SYSTEM = /^(libjvm|libjli|libjava|libjimage|libnio|libnet|libzip|libverify|libart|libartbase|libdexfile|libc|libdl|libpthread|frida-agent|linker|ld-linux)\b/;

/** Threads of Frida and of a JVM: hooks are put into place on them. */
const OTHERS = /^(gum-js-loop|gmain|gdbus|frida|pool-(frida|spawner)|VM |GC Thread|C[12] Comp|Sweeper|Service Th|Monitor Def)/;

export class NativeHooks {
  readonly hooked: string[] = [];
  private readonly missing = new Map<string, string>();
  /** Threads inside a hooked function: fopen calls open, getaddrinfo asks for addresses; the outer call is told. */
  private readonly inside = new Map<number, number>();
  private readonly taken = new Map<string, string>();
  private readonly listeners: InvocationListener[] = [];
  private readonly modules = new ModuleMap();
  private observer: ModuleObserver | null = null;
  private pending: NativeHook[] = [];

  constructor(private readonly context: Context) {}

  get nativeMissing(): [string, string][] {
    return [...this.missing];
  }

  /** Hook what is there, and the rest when its library is loaded. */
  install(entries: NativeHook[]): void {
    for (const entry of entries) {
      const at = Module.findGlobalExportByName(entry.symbol);
      if (at !== null) this.attach(entry, at);
      else {
        this.missing.set(entry.symbol, "no library here has it");
        this.pending.push(entry);
      }
    }
    if (this.pending.length > 0) this.observer = Process.attachModuleObserver({ onAdded: (module) => this.loaded(module) });
  }

  remove(): void {
    this.observer?.detach();
    for (const listener of this.listeners.splice(0)) listener.detach();
    Interceptor.flush();
  }

  private loaded(module: Module): void {
    this.pending = this.pending.filter((entry) => {
      const at = module.findExportByName(entry.symbol);
      if (at !== null) this.attach(entry, at);
      return at === null;
    });
  }

  private attach(entry: NativeHook, at: NativePointer): void {
    const same = this.taken.get(at.toString());
    if (same !== undefined) {
      this.missing.set(entry.symbol, `the same function as ${same}`);
      return;
    }
    try {
      this.listeners.push(Interceptor.attach(at, this.callbacks(entry)));
      this.taken.set(at.toString(), entry.symbol);
      this.missing.delete(entry.symbol);
      this.hooked.push(entry.symbol);
    } catch (error) {
      this.missing.set(entry.symbol, String(error).split("\n")[0].replace(/^Error: /, ""));
    }
  }

  private callbacks(entry: NativeHook): InvocationListenerCallbacks {
    const hooks = this;
    const meant = reader(entry);
    return {
      onEnter(args) {
        const thread = this.threadId;
        const depth = hooks.inside.get(thread) ?? 0;
        hooks.inside.set(thread, depth + 1);
        if (depth > 0 || hooks.context.busy.has(thread)) return;
        try {
          hooks.report(entry, meant, thread, args, this);
        } catch (_) {
          // A pointer that is none, or an event that cannot be told: the app's call goes on all the same.
        }
      },
      onLeave() {
        const depth = (hooks.inside.get(this.threadId) ?? 1) - 1;
        if (depth > 0) hooks.inside.set(this.threadId, depth);
        else hooks.inside.delete(this.threadId);
      },
    };
  }

  private report(entry: NativeHook, meant: (args: string[]) => string[], th: number, args: InvocationArguments, at: InvocationContext): void {
    const { queue, options, art } = this.context;
    const texts = entry.args.map((kind, i) => (READS[kind] ?? READS.skip)(args[i], args));
    const id = meant(texts);
    if (id.length === 0 || this.toldAbove(th, id)) return;
    const java = javaHere(this.context) ?? [];
    const native = this.stack(at);
    if (java.length > 0 ? isOwn(java, art) : native.every((frame) => SYSTEM.test(frame)) && (native.length > 0 || isOthers(th))) return;
    if (!queue.room()) return;
    const shown = texts.filter((_, i) => entry.args[i] !== "skip");
    queue.put(
      {
        n: queue.number(),
        t: Date.now(),
        th,
        id,
        call: entry.symbol,
        args: shown.map((text) => short(discreet(text), options.longest)),
        ret: null,
        stack: [...(java.length > 0 ? native.slice(0, native.findIndex((f) => SYSTEM.test(f)) >>> 0) : native), ...java],
      },
      this.raw(entry, args),
    );
  }

  /** Whether a Java call that is being told on this thread means the same: it is this call, seen from above. */
  private toldAbove(thread: number, ids: string[]): boolean {
    return this.context.inside.get(thread)?.some((told) => told.ids.some((id) => ids.includes(id))) ?? false;
  }

  /** What a function like SSL_write is given: buffer and length are the second and third argument. */
  private raw(entry: NativeHook, args: InvocationArguments): Raw[] {
    const most = this.context.options.raw ?? 0;
    if (entry.buffer !== true || most === 0) return [];
    const whole = args[2].toInt32();
    const bytes = args[1].readByteArray(Math.max(0, Math.min(whole, most)));
    return bytes === null ? [] : [{ label: "in", bytes, whole }];
  }

  /** Frames as `library!0xOFFSET`, innermost first. Names of functions would cost milliseconds: a library's symbols are
   * read at the first question. */
  private stack(call: InvocationContext): string[] {
    if (!this.context.options.stacks) return [];
    const found: string[] = [];
    const unwound = Thread.backtrace(call.context, Backtracer.ACCURATE).slice(0, this.context.options.depth);
    for (const at of unwound.length > 0 ? unwound : [call.returnAddress]) {
      let module = this.modules.find(at);
      if (module === null) {
        this.modules.update();
        module = this.modules.find(at);
      }
      if (module === null) break;
      found.push(`${module.name}!0x${at.sub(module.base).toString(16)}`);
    }
    return found;
  }
}

/** Whether a thread, of which no frame is known, is Frida's or the VM's. */
function isOthers(thread: number): boolean {
  try {
    return OTHERS.test(File.readAllText(`/proc/self/task/${thread}/comm`));
  } catch (_) {
    return false;
  }
}
