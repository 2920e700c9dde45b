/** What runs in place of a Java method: read the arguments, call the original, tell the call, give back what the original
 * gave or threw. Nothing that goes wrong in here reaches the app. */

import Java from "frida-java-bridge";
import { aboutBy, type About } from "./about.js";
import { envHere, onArt, typesOf, withOwner, type Bare, type Env, type Original, type Receiver } from "./bridge.js";
import { caught, framed } from "./jni.js";
import type { Event, Queue, Raw } from "./queue.js";
import { bytesIn, bytesOut } from "./raw.js";
import { isOwn, javaStack } from "./stack.js";
import { reader, type JavaHook, type Options } from "./table.js";
import { textOf } from "./values.js";
import { discreet, masked, short } from "./words.js";

interface Told {
  owner: string;
  ids: string[];
}

/** What all hooks of a process share. */
export class Context {
  /** Threads in which patrol itself is at work: what it calls is not the app's doing. */
  readonly busy = new Set<number>();
  /** Calls that are being told, by thread, the outermost first. */
  readonly inside = new Map<number, Told[]>();
  readonly art: boolean;

  constructor(
    readonly queue: Queue,
    readonly options: Options,
  ) {
    this.art = Java.available && onArt();
  }

  /** Run as patrol. */
  quietly<T>(work: () => T): T {
    const thread = Process.getCurrentThreadId();
    const outer = this.busy.has(thread);
    this.busy.add(thread);
    try {
      return work();
    } finally {
      if (!outer) this.busy.delete(thread);
    }
  }
}

/** A call that will be told, as it stood before the original ran. */
interface Seen extends Told {
  at: number;
  args: string[];
  about: string;
  raw: Raw[];
}

const FRAME = 32;
const NOTHING: string[] = [];

/** Whether reading a value of this type makes no reference of Java. */
function isPlain(type: string): boolean {
  return type === "java.lang.String" || !/[.[]/.test(type);
}

export class Body {
  private readonly meant: (args: string[]) => string[];
  private readonly about: About | null;
  private readonly takes: string[];
  private readonly gives: string;
  private readonly most: number;
  private readonly plainArgs: boolean;
  private readonly plainResult: boolean;

  constructor(
    private readonly entry: JavaHook,
    private readonly name: string,
    private readonly overload: Java.Method,
    private readonly context: Context,
  ) {
    this.meant = reader(entry);
    this.about = aboutBy(entry.about);
    ({ takes: this.takes, gives: this.gives } = typesOf(overload));
    this.most = entry.raw === undefined ? 0 : (context.options.raw ?? 0);
    this.plainArgs = this.about === null && this.most === 0 && this.takes.every(isPlain);
    this.plainResult = this.most === 0 && isPlain(this.gives) && !context.options.stacks;
  }

  /** As bridge.ts calls it; leaves an exception of the original pending, as the original did. */
  run(env: Env, receiver: Receiver, args: Bare[], original: Original): Bare {
    const { busy, inside, queue } = this.context;
    const thread = Process.getCurrentThreadId();
    if (busy.has(thread)) return original.call(env, receiver, args);
    const seen = this.guarded(env, thread, this.plainArgs, () => this.look(env, receiver, args, thread));
    if (seen === null) return original.call(env, receiver, args);
    if (this.entry.before === true) {
      this.guarded(env, thread, false, () => this.tell(env, seen, thread, args, null, null));
      queue.flush();
      return original.call(env, receiver, args);
    }
    const outer = inside.get(thread);
    if (outer === undefined) inside.set(thread, [seen]);
    else outer.push(seen);
    const result = original.call(env, receiver, args);
    if (outer === undefined) inside.delete(thread);
    else outer.pop();
    const thrown = caught(env);
    this.guarded(env, thread, this.plainResult && thrown === null, () => this.tell(env, seen, thread, args, { value: result }, thrown));
    if (thrown !== null) env.throw(thrown);
    return result;
  }

  /** Runs patrol's part: as patrol, with references of its own, and without an error getting out. */
  private guarded<T>(env: Env, thread: number, plain: boolean, work: () => T | null): T | null {
    const { busy } = this.context;
    busy.add(thread);
    try {
      return plain ? work() : framed(env, FRAME, work);
    } catch (_) {
      // The app's call goes on; an event that cannot be told must not change it.
      caught(env);
      return null;
    } finally {
      busy.delete(thread);
    }
  }

  /** What the call means, or null when it is not told: nothing sensitive, or part of a call that is told already. */
  private look(env: Env, receiver: Receiver, values: Bare[], thread: number): Seen | null {
    const args = values.length === 0 ? NOTHING : this.takes.map((type, i) => textOf(env, values[i], type));
    const about = this.of(env, receiver);
    const ids = this.meant(about === "" ? args : [...args, about]);
    if (ids.length === 0) return null;
    const owner = this.entry.class;
    const outer = this.context.inside.get(thread);
    if (outer?.some((told) => told.owner === owner || told.ids.some((id) => ids.includes(id)))) return null;
    const raw = this.most > 0 && this.entry.raw?.includes("in") ? bytesIn(env, values, this.takes, this.gives, this.most) : [];
    return { owner, ids, at: Date.now(), args, about, raw };
  }

  private of(env: Env, receiver: Receiver): string {
    const { about } = this;
    const self = receiver.$h;
    if (about === null || self === null) return "";
    return withOwner(this.overload, env, (owner) => about(env, owner, self));
  }

  private tell(env: Env, seen: Seen, th: number, args: Bare[], done: { value: Bare } | null, thrown: NativePointer | null): null {
    const { queue, options, art } = this.context;
    const stack = options.stacks ? javaStack(env, options.depth, 1) : NOTHING;
    if (isOwn(stack, art) || !queue.room()) return null;
    const { longest } = options;
    const said = this.entry.mask === true ? masked : discreet;
    const event: Event = {
      n: queue.number(),
      t: seen.at,
      th,
      id: seen.ids,
      call: this.name,
      args: seen.args.length === 0 ? NOTHING : seen.args.map((text) => short(said(text), longest)),
      ret: null,
      stack,
    };
    if (seen.about !== "") event.about = short(discreet(seen.about), longest);
    if (thrown !== null) event.error = short(discreet(textOf(env, thrown, "java.lang.Throwable")), longest);
    else if (done !== null) this.result(env, event, seen.raw, args, done.value);
    queue.put(event, seen.raw);
    return null;
  }

  private result(env: Env, event: Event, raw: Raw[], args: Bare[], value: Bare): void {
    if (this.gives === "void") return;
    const text = textOf(env, value, this.gives);
    if (text !== "null") event.ret = short(resultOf(text, this.gives), this.context.options.longest);
    if (this.most > 0 && this.entry.raw?.includes("out")) {
      raw.push(...bytesOut(env, args, this.takes, value, this.gives, this.most));
    }
  }
}

/** Yes, no and small numbers hide nothing. */
function resultOf(text: string, type: string): string {
  return type === "boolean" || text.length <= 3 || /^[\w.$]+(\[\d+\]| \(\d+\))$/.test(text) ? text : masked(text);
}

/** Frames of Java of the present thread; null where it runs none, or does patrol's work. */
export function javaHere(context: Context): string[] | null {
  if (context.busy.has(Process.getCurrentThreadId()) || Java.vm === null || Java.vm.tryGetEnv() === null) return null;
  return context.quietly(() => {
    const env = envHere();
    return framed(env, FRAME, () => (context.options.stacks ? javaStack(env, context.options.depth, 0) : []));
  });
}
