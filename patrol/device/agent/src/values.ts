/** What an argument or a result says, as text. Objects of the app are never asked: a toString of its own could do
 * anything. */

import type { Bare, Env } from "./bridge.js";
import { collectionSize, isText, letters, toText } from "./jni.js";

/** Letters of a text that are read: enough for every test on arguments. */
const READ = 1024;
const WORDS = 64;
/** Packages whose classes' toString does nothing but tell; those that ask their elements are left out. */
const TELLING = /^(android|java\.(lang|net|io|nio\.file|time|security|math)|javax\.crypto|sun\.nio\.fs|libcore|org\.json)\./;
const ASKING = /^android\.(support|arch)\.|^java\.lang\.ref/;
const COUNTED = /^java\.util\.(ArrayList|LinkedList|HashSet|Arrays\$ArrayList|Collections\$|ImmutableCollections\$)/;
/** Types that an app cannot extend, and that tell themselves. */
const CLOSED = new Set(["android.net.Uri", "java.net.URL", "java.net.InetAddress", "java.util.Locale", "java.net.NetworkInterface"]);
const PRIMITIVES = new Set(["int", "long", "short", "byte", "float", "double"]);

export function textOf(env: Env, value: Bare, type: string): string {
  if (PRIMITIVES.has(type)) return String(value);
  if (type === "boolean") return value ? "true" : "false";
  if (type === "char") return String.fromCharCode(value);
  if (type === "void") return "";
  if ((value as NativePointer).isNull()) return "null";
  if (type === "java.lang.String") return letters(env, value, READ);
  if (type.startsWith("[")) return arrayOf(env, value, type);
  if (CLOSED.has(type)) return told(env, value);
  return objectOf(env, value);
}

/** An object whose class is only known when it is there. */
function objectOf(env: Env, value: NativePointer): string {
  if (isText(env, value)) return letters(env, value, READ);
  const name = env.getObjectClassName(value);
  if (name.startsWith("[")) return arrayOf(env, value, name);
  if (COUNTED.test(name)) return `${name} (${collectionSize.call(env, value)})`;
  if (!TELLING.test(name) || ASKING.test(name)) return name;
  return told(env, value);
}

function told(env: Env, value: NativePointer): string {
  const text = toText.call(env, value) as NativePointer;
  return text.isNull() ? "null" : letters(env, text, READ).replace(/@[0-9a-f]{3,8}$/, "");
}

/** An array of texts (a command, permissions, columns) as its words, others as what they hold and how many. */
function arrayOf(env: Env, value: NativePointer, type: string): string {
  const length = env.getArrayLength(value);
  if (type === "[Ljava.lang.String;" || type === "[Ljava.lang.Object;") return wordsOf(env, value).join(" ");
  const of = type.replace(/^\[/, "").replace(/^L(.*);$/, "$1");
  return `${{ B: "byte", C: "char", I: "int", J: "long", Z: "boolean", F: "float", D: "double", S: "short" }[of] ?? of}[${length}]`;
}

/** The texts of an array. */
export function wordsOf(env: Env, array: NativePointer): string[] {
  const words: string[] = [];
  const length = Math.min(env.getArrayLength(array), WORDS);
  for (let i = 0; i < length; i++) {
    const word = env.getObjectArrayElement(array, i);
    words.push(word.isNull() ? "null" : objectOf(env, word));
    env.deleteLocalRef(word);
  }
  return words;
}
