/** Who called: the frames of the present thread. */

import type { Env } from "./bridge.js";
import { arrayStart, arrayText, letters, newThrowable, stackTrace } from "./jni.js";

const LONGEST = 64 * 1024;
/** Packages of Java itself: a stack of nothing else is the VM's own business. */
const JAVA = /^(java|javax|jdk|sun|com\.sun|dalvik|libcore)\./;

/** Frames as `package.Class.method(File.java:12)`, innermost first, at most `depth`, without the first `skip`. Four
 * calls into the VM, whatever the depth: asking frame by frame costs ten times as much. */
export function javaStack(env: Env, depth: number, skip: number): string[] {
  const trace = newThrowable.call(env, NULL) as NativePointer;
  let frames = stackTrace.call(env, trace) as NativePointer;
  if (frames.isNull()) return [];
  const wanted = depth + skip;
  if (env.getArrayLength(frames) > wanted) frames = arrayStart.call(env, NULL, frames, wanted) as NativePointer;
  const text = arrayText.call(env, NULL, frames) as NativePointer;
  if (text.isNull()) return [];
  const lines = letters(env, text, LONGEST).slice(1, -1).split("), ");
  const found: string[] = [];
  for (let i = skip; i < lines.length; i++) {
    const frame = plain(i < lines.length - 1 ? `${lines[i]})` : lines[i]);
    // A hooked method is on the stack twice: as the hook, and as what it was.
    if (frame !== "" && !(frame === found.at(-1) && frame.endsWith("(Native Method)"))) found.push(frame);
  }
  return found;
}

/** Without the module that a JVM puts before a class: `java.base/java.lang.Thread.run(Thread.java:840)`. */
function plain(frame: string): string {
  const slash = frame.indexOf("/");
  return slash < 0 || slash > frame.indexOf("(") ? frame : frame.slice(frame.lastIndexOf("/", frame.indexOf("(")) + 1);
}

/** What a JVM does by itself when a class is used for the first time. */
const LOADING = /^(jdk\.internal\.loader\.|java\.lang\.(ClassLoader|invoke)\b|java\.net\.URLClassLoader\.)/;
/** On HotSpot the app's process is the virtual phone's: how it takes its orders is no doing of the app. */
const VIRTUAL_PHONE = /^(android\.app\.ActivityThread|android\.os\.(Looper|Handler)|patrol\.(Orders|Values|Chains)\b)/;

/** Whether only the VM, or the virtual phone around the app, made this call. */
export function isOwn(stack: string[], art: boolean): boolean {
  if (stack.length === 0) return false;
  const outside = stack.findIndex((frame) => !JAVA.test(frame));
  if (outside < 0) return true;
  if (art) return false;
  return VIRTUAL_PHONE.test(stack[outside]) || stack.slice(0, outside).some((frame) => LOADING.test(frame));
}
