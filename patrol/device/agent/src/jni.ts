/** Java's own methods, called past the bridge's wrappers: no object of Java is kept, and none of its errors gets out. */

import type { Env, Invoke } from "./bridge.js";

/** JNI functions, called without the bridge's wrapping of arguments. The script's lock is given up meanwhile, as usual:
 * each may wait for a garbage collection, and that for a thread of the VM which is inside a hooked function of the C
 * library and waits for the lock. Numbers are those of the table in the JNI specification. */
const quick = {
  exceptionOccurred: jni<[NativePointer], NativePointer>(15, "pointer", ["pointer"]),
  exceptionClear: jni<[NativePointer], void>(17, "void", ["pointer"]),
  pushLocalFrame: jni<[NativePointer, number], number>(19, "int", ["pointer", "int"]),
  popLocalFrame: jni<[NativePointer, NativePointer], NativePointer>(20, "pointer", ["pointer", "pointer"]),
  isInstanceOf: jni<[NativePointer, NativePointer, NativePointer], number>(32, "uint8", ["pointer", "pointer", "pointer"]),
  getStringLength: jni<[NativePointer, NativePointer], number>(164, "int", ["pointer", "pointer"]),
  getStringRegion: jni<[NativePointer, NativePointer, number, number, NativePointer], void>(220, "void", [
    "pointer",
    "pointer",
    "int",
    "int",
    "pointer",
  ]),
  exceptionCheck: jni<[NativePointer], number>(228, "uint8", ["pointer"]),
};

function jni<A extends any[], R>(at: number, gives: any, takes: any[]): (...args: A) => R {
  let found: ((...args: A) => R) | null = null;
  return (...args) => {
    if (found === null) {
      const address = args[0].readPointer().add(at * Process.pointerSize).readPointer();
      found = new NativeFunction(address, gives, takes, { exceptions: "propagate" }) as never;
    }
    return (found as (...args: A) => R)(...args);
  };
}

/** The pending exception, pending no more; null for none. */
export function caught(env: Env): NativePointer | null {
  if (quick.exceptionCheck(env.handle) === 0) return null;
  const thrown = quick.exceptionOccurred(env.handle);
  quick.exceptionClear(env.handle);
  return thrown;
}

/** Runs `work` and frees all references that it made. */
export function framed<T>(env: Env, capacity: number, work: () => T): T {
  const made = quick.pushLocalFrame(env.handle, capacity) === 0;
  try {
    return work();
  } finally {
    if (made) quick.popLocalFrame(env.handle, NULL);
  }
}

const TEXT = "Ljava/lang/String;";
const OBJECT = "Ljava/lang/Object;";

/** One method of a class that the boot loader knows; looked up at its first use. */
export class BootMethod {
  private owner: NativePointer | null = null;
  private id = NULL;
  private invoke: Invoke | null = null;

  constructor(
    private readonly className: string,
    private readonly name: string,
    private readonly signature: string,
    private readonly kind: "virtual" | "static" | "new" = "virtual",
  ) {}

  /** Its result; NULL or 0 when it threw. */
  call(env: Env, on: NativePointer, ...args: any[]): any {
    if (this.owner === null) this.find(env);
    const receiver = this.kind === "virtual" ? on : (this.owner as NativePointer);
    const result = (this.invoke as Invoke)(env.handle, receiver, this.id, ...args);
    return quiet(env) ? result : this.signature.endsWith(";") ? NULL : 0;
  }

  private find(env: Env): void {
    const local = env.findClass(this.className);
    const isStatic = this.kind === "static";
    const lookUp = isStatic ? env.getStaticMethodId : env.getMethodId;
    this.id = known(env, lookUp.call(env, local, this.name, this.signature), this.name);
    const [takes, gives] = split(this.signature);
    if (this.kind === "new") this.invoke = env.constructor(takes);
    else this.invoke = isStatic ? env.staticVaMethod(gives, takes) : env.vaMethod(gives, takes);
    this.owner = env.newGlobalRef(local);
    env.deleteLocalRef(local);
  }
}

/** A method without arguments that gives a text or an object, of a class that is at hand. */
export class Getter {
  private id: NativePointer | null = null;

  constructor(
    private readonly name: string,
    private readonly gives = TEXT,
  ) {}

  call(env: Env, owner: NativePointer, on: NativePointer): NativePointer {
    this.id ??= known(env, env.getMethodId(owner, this.name, `()${this.gives}`), this.name);
    const result = env.vaMethod("pointer", [])(env.handle, on, this.id) as NativePointer;
    return quiet(env) ? result : NULL;
  }
}

function known(env: Env, id: NativePointer, name: string): NativePointer {
  if (!id.isNull()) return id;
  quiet(env);
  throw new Error(`no method ${name}`);
}

/** Whether nothing was thrown; what was is cleared. */
export function quiet(env: Env): boolean {
  const thrown = caught(env);
  if (thrown === null) return true;
  env.deleteLocalRef(thrown);
  return false;
}

let stringClass: NativePointer | null = null;

/** Whether an object is a java.lang.String: asked of every object, and much quicker than its class's name. */
export function isText(env: Env, value: NativePointer): boolean {
  if (stringClass === null) {
    const local = env.findClass("java/lang/String");
    stringClass = env.newGlobalRef(local);
    env.deleteLocalRef(local);
  }
  return quick.isInstanceOf(env.handle, value, stringClass) !== 0;
}

/** How long a java.lang.String is. */
export function lengthOf(env: Env, text: NativePointer): number {
  return quick.getStringLength(env.handle, text);
}

/** Letters of a java.lang.String, at most `most` of them. */
export function letters(env: Env, text: NativePointer, most: number): string {
  const length = Math.min(quick.getStringLength(env.handle, text), most);
  if (length === 0) return "";
  const into = Memory.alloc(2 * length);
  quick.getStringRegion(env.handle, text, 0, length, into);
  try {
    return into.readUtf16String(length) ?? "";
  } catch (_) {
    // Half a surrogate pair: legal in Java, not in Frida.
    const read = new Uint16Array(into.readByteArray(2 * length) as ArrayBuffer);
    return Array.from(read, (unit) => (unit >= 0xd800 && unit < 0xe000 ? "\ufffd" : String.fromCharCode(unit))).join("");
  }
}

export const toText = new BootMethod("java/lang/Object", "toString", `()${TEXT}`);
export const arrayText = new BootMethod("java/util/Arrays", "toString", `([${OBJECT})${TEXT}`, "static");
export const arrayStart = new BootMethod("java/util/Arrays", "copyOf", `([${OBJECT}I)[${OBJECT}`, "static");
export const newThrowable = new BootMethod("java/lang/Throwable", "<init>", "()V", "new");
export const stackTrace = new BootMethod("java/lang/Throwable", "getStackTrace", "()[Ljava/lang/StackTraceElement;");
export const collectionSize = new BootMethod("java/util/Collection", "size", "()I");
export const listArray = new BootMethod("java/util/List", "toArray", `()[${OBJECT}`);

const WORDS: Record<string, string> = { I: "int32", J: "int64", Z: "uint8", V: "void" };

function split(signature: string): [string[], string] {
  const [, takes, gives] = /^\((.*)\)(.*)$/.exec(signature) as RegExpExecArray;
  const kinds = takes.match(/\[*(?:L[^;]*;|.)/g) ?? [];
  return [kinds.map((kind) => WORDS[kind] ?? "pointer"), WORDS[gives] ?? "pointer"];
}
