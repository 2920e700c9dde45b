/** Bytes that go into a call or come out of it, to be searched for known values on patrol's side. */

import type { Bare, Env } from "./bridge.js";
import { BootMethod, lengthOf, letters, toText } from "./jni.js";
import type { Raw } from "./queue.js";

const BUFFER = "Ljava/nio/ByteBuffer;";
const duplicate = new BootMethod("java/nio/ByteBuffer", "duplicate", `()${BUFFER}`);
const remaining = new BootMethod("java/nio/Buffer", "remaining", "()I");
const slice = new BootMethod("java/nio/ByteBuffer", "get", `([B)${BUFFER}`);
const clipCount = new BootMethod("android/content/ClipData", "getItemCount", "()I");
const clipItem = new BootMethod("android/content/ClipData", "getItemAt", "(I)Landroid/content/ClipData$Item;");
const clipText = new BootMethod("android/content/ClipData$Item", "getText", "()Ljava/lang/CharSequence;");
const CLIP_ITEMS = 8;

/** What goes in: byte arrays (of a part of one, the part), buffers, texts. */
export function bytesIn(env: Env, args: Bare[], types: string[], gives: string, most: number): Raw[] {
  const found: Raw[] = [];
  let arrays = 0;
  for (let i = 0; i < args.length; i++) {
    if (types[i] === "[B") {
      arrays++;
      if (!fills(types, i, gives, arrays)) found.push(...part(env, args, types, i, most));
    } else found.push(...bytesOf(env, args[i], types[i], "in", most));
  }
  return found;
}

/** What came out: the result, or the array that the call has filled. */
export function bytesOut(env: Env, args: Bare[], types: string[], result: Bare, gives: string, most: number): Raw[] {
  if (gives !== "int") return bytesOf(env, result, gives, "out", most);
  const at = types.lastIndexOf("[B");
  if (at < 0 || (args[at] as NativePointer).isNull() || !fills(types, at, gives, types.filter((t) => t === "[B").length)) return [];
  const start = types[at + 1] === "int" ? args[at + 1] : 0;
  return [region(env, args[at], start, result, "out", most)];
}

/** Whether the array at `at` is there to be filled: `doFinal(out, at)`, `digest(out, at, length)`, and a second array of
 * methods that give a count. */
function fills(types: string[], at: number, gives: string, nth: number): boolean {
  if (gives !== "int") return false;
  return nth > 1 || (types[at + 1] === "int" && types.length - at <= 3);
}

function part(env: Env, args: Bare[], types: string[], at: number, most: number): Raw[] {
  const array = args[at] as NativePointer;
  if (array.isNull()) return [];
  const cut = types[at + 1] === "int" && types[at + 2] === "int";
  const length = env.getArrayLength(array);
  return [cut ? region(env, array, args[at + 1], args[at + 2], "in", most) : region(env, array, 0, length, "in", most)];
}

function region(env: Env, array: NativePointer, start: number, length: number, label: Raw["label"], most: number): Raw {
  const room = Math.max(0, env.getArrayLength(array) - start);
  const size = Math.max(0, Math.min(length, room, most));
  if (start < 0 || size === 0) return { label, bytes: new ArrayBuffer(0), whole: Math.max(0, length) };
  const into = Memory.alloc(size);
  env.getByteArrayRegion(array, start, size, into);
  return { label, bytes: into.readByteArray(size) as ArrayBuffer, whole: length };
}

function bytesOf(env: Env, value: Bare, type: string, label: Raw["label"], most: number): Raw[] {
  if (typeof value === "number" || !(value instanceof NativePointer) || value.isNull()) return [];
  if (type === "[B") return [region(env, value, 0, env.getArrayLength(value), label, most)];
  if (type === "[C") return [chars(env, value, label, most)];
  if (type === "java.nio.ByteBuffer") return buffer(env, value, label, most);
  if (type === "java.lang.String") return [utf8(letters(env, value, most), lengthOf(env, value), label)];
  if (type.startsWith("[")) return [];
  return ofClass(env, value, label, most);
}

function ofClass(env: Env, value: NativePointer, label: Raw["label"], most: number): Raw[] {
  const name = env.getObjectClassName(value);
  if (name === "[B" || name === "[C" || name === "java.lang.String") return bytesOf(env, value, name, label, most);
  if (name === "java.nio.HeapByteBuffer" || name.startsWith("java.nio.Direct")) return buffer(env, value, label, most);
  if (name === "android.content.ClipData") return clip(env, value, label, most);
  if (name === "java.lang.StringBuilder" || name === "android.text.SpannableStringBuilder") {
    return bytesOf(env, toText.call(env, value), "java.lang.String", label, most);
  }
  return [];
}

function chars(env: Env, array: NativePointer, label: Raw["label"], most: number): Raw {
  const length = env.getArrayLength(array);
  const elements = env.getCharArrayElements(array);
  try {
    return utf8(elements.readUtf16String(Math.min(length, most)) ?? "", length, label);
  } finally {
    env.releaseCharArrayElements(array, elements);
  }
}

/** What is left in a buffer, read from a copy of its marks: the app's position stays. */
function buffer(env: Env, value: NativePointer, label: Raw["label"], most: number): Raw[] {
  const copy = duplicate.call(env, value) as NativePointer;
  const length = remaining.call(env, copy) as number;
  const array = env.newByteArray(Math.min(length, most));
  if (array.isNull() || (slice.call(env, copy, array) as NativePointer).isNull()) return [];
  return [{ ...region(env, array, 0, length, label, most), whole: length }];
}

function clip(env: Env, value: NativePointer, label: Raw["label"], most: number): Raw[] {
  const count = Math.min(clipCount.call(env, value) as number, CLIP_ITEMS);
  const found: Raw[] = [];
  for (let i = 0; i < count; i++) {
    const text = clipText.call(env, clipItem.call(env, value, i)) as NativePointer;
    if (!text.isNull()) found.push(...bytesOf(env, toText.call(env, text), "java.lang.String", label, most));
  }
  return found;
}

function utf8(text: string, whole: number, label: Raw["label"]): Raw {
  const bytes: number[] = [];
  for (const letter of text) {
    const code = letter.codePointAt(0) as number;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return { label, bytes: new Uint8Array(bytes).buffer, whole };
}
