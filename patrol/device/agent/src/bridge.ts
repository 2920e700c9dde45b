/** The parts of frida-java-bridge that it does not publish, in one place; package.json pins its version exactly.
 *
 * The bridge turns arguments and results into JavaScript values and back: a string that an app passes would arrive as
 * another object with the same letters, or not with the same letters (half a surrogate pair, a NUL). patrol's hooks
 * pass references through as they are, so that an app sees the very objects it would see without them. */

import Java from "frida-java-bridge";

/** JNI's functions as the bridge offers them (the quick ones are in jni.ts); all handles are references of the present thread. */
export interface Env {
  handle: NativePointer;
  findClass(name: string): NativePointer;
  getObjectClass(object: NativePointer): NativePointer;
  getObjectClassName(object: NativePointer): string;
  getMethodId(owner: NativePointer, name: string, signature: string): NativePointer;
  getStaticMethodId(owner: NativePointer, name: string, signature: string): NativePointer;
  getFieldId(owner: NativePointer, name: string, signature: string): NativePointer;
  getArrayLength(array: NativePointer): number;
  getObjectArrayElement(array: NativePointer, index: number): NativePointer;
  newByteArray(length: number): NativePointer;
  getByteArrayRegion(array: NativePointer, start: number, length: number, into: NativePointer): void;
  getCharArrayElements(array: NativePointer): NativePointer;
  releaseCharArrayElements(array: NativePointer, chars: NativePointer): void;
  newGlobalRef(object: NativePointer): NativePointer;
  deleteGlobalRef(object: NativePointer): void;
  deleteLocalRef(object: NativePointer): void;
  throw(thrown: NativePointer): number;
  /** Makers of functions (env, object, method, ...arguments) for JNI's Call…Method. */
  vaMethod(returns: string, parameters: string[]): Invoke;
  staticVaMethod(returns: string, parameters: string[]): Invoke;
  constructor: (parameters: string[]) => Invoke;
  getField(kind: string): (env: NativePointer, object: NativePointer, field: NativePointer) => any;
}

export type Invoke = (env: NativePointer, object: NativePointer, method: NativePointer, ...args: any[]) => any;

/** A value as it stands at the border of native code: a number, or a reference. */
export type Bare = any;

interface Type {
  name: string;
  type: string;
  className: string;
}

export interface Receiver {
  $h: NativePointer | null;
  $borrowClassHandle(env: Env): { value: NativePointer; unref(env: Env): void };
  $copyClassHandle(env: Env): NativePointer;
}

const STATIC = 2;

export function onArt(): boolean {
  return (Java as any).api.flavor === "art";
}

export function envHere(): Env {
  return Java.vm.getEnv() as unknown as Env;
}

/** The types of an overload's arguments and of its result, as Java writes them. */
export function typesOf(overload: Java.Method): { takes: string[]; gives: string } {
  return { takes: overload.argumentTypes.map((each) => String(each.className)), gives: String(overload.returnType.className) };
}

/** A reference to the class that holds the method, for as long as `use` runs. */
export function withOwner<T>(overload: Java.Method, env: Env, use: (owner: NativePointer) => T): T {
  const owner = (overload.holder as unknown as Receiver).$borrowClassHandle(env);
  try {
    return use(owner.value);
  } finally {
    owner.unref(env);
  }
}

/** The method that a hook stands in for. */
export class Original {
  private readonly invoke: Invoke;

  constructor(
    private readonly overload: Java.Method,
    private readonly isStatic: boolean,
    private readonly art: boolean,
    virtual: Invoke,
    direct: Invoke,
  ) {
    this.invoke = art ? direct : virtual;
  }

  /** Its result as it stands at the border; a pending exception stays pending. */
  call(env: Env, receiver: Receiver, args: Bare[]): Bare {
    const target = (this.overload as any)._r._m.resolveTarget(receiver, !this.isStatic, env, (Java as any).api);
    if (!this.isStatic) {
      if (!this.art) return this.invoke(env.handle, receiver.$h as NativePointer, target, ...args);
      return (this.invoke as any)(env.handle, receiver.$h, receiver.$copyClassHandle(env), target, ...args);
    }
    const owner = receiver.$borrowClassHandle(env);
    try {
      return this.invoke(env.handle, owner.value, target, ...args);
    } finally {
      owner.unref(env);
    }
  }
}

/** What runs in the place of a method; its result goes to the app, and so does an exception that it leaves pending. */
export type Stand = (env: Env, receiver: Receiver, args: Bare[], original: Original) => Bare;

/** Put `stand` in the place of a method. */
export function replace(overload: Java.Method, stand: Stand): void {
  const parts = (overload as any)._p as any[];
  parts[4] = bare(parts[4]);
  parts[5] = parts[5].map(bare);
  const original = new Original(overload, parts[2] === STATIC, onArt(), parts[6], parts[7]);
  overload.implementation = function (this: unknown, ...args: Bare[]): Bare {
    return stand(envHere(), this as Receiver, args, original);
  };
}

/** A type whose values stay what they are. */
function bare(type: Type): Type {
  return Object.assign(Object.create(Object.getPrototypeOf(type)), type, {
    isCompatible: () => true,
    fromJni: (value: Bare) => value,
    toJni: (value: Bare) => value,
  });
}
