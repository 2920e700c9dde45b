/** Hooks on Java methods, by table; the same on ART and on a HotSpot JVM. */

import Java from "frida-java-bridge";
import { Body, type Context } from "./body.js";
import { onArt, replace, typesOf } from "./bridge.js";
import type { JavaHook } from "./table.js";

export interface Installed {
  /** `class.member` → overloads that are hooked. */
  hooked: Record<string, number>;
  /** [class.member, why it is not]. */
  missing: [string, string][];
  /** Methods whose class is not there yet. */
  pending: number;
}

const NOT_HERE = "hooked on Android alone: the method looks at its caller, and on this VM would see the hook";

export class JavaHooks {
  private readonly hooked: Record<string, number> = {};
  /** Why a method is not hooked; one whose class was not found may be hooked later. */
  private readonly missing = new Map<string, string>();
  private pending: JavaHook[] = [];
  private readonly replaced: Java.Method[] = [];

  constructor(private readonly context: Context) {}

  get installed(): Installed {
    return { hooked: this.hooked, missing: [...this.missing], pending: this.pending.length };
  }

  /** Hook what is loaded now; what is not there yet stays pending. Called inside the VM. */
  install(entries: JavaHook[]): void {
    this.context.quietly(() => {
      for (const entry of entries) if (!this.hook(entry, Java.classFactory)) this.pending.push(entry);
    });
  }

  /** Try again what was not there: the app's own loader, and the loaders that a packed app makes, know classes that the
   * boot loader does not. */
  again(): void {
    this.context.quietly(() => {
      for (const factory of factories()) {
        this.pending = this.pending.filter((entry) => !this.hook(entry, factory));
        if (this.pending.length === 0) return;
      }
    });
  }

  /** Take all hooks out. */
  remove(): void {
    for (const overload of this.replaced.splice(0)) overload.implementation = null;
    this.pending = [];
  }

  /** Whether the class was there. */
  private hook(entry: JavaHook, factory: Java.ClassFactory): boolean {
    const name = `${entry.class}.${entry.member}`;
    if (entry.art === true && !onArt()) {
      this.missing.set(name, NOT_HERE);
      return true;
    }
    let holder: Java.Wrapper;
    try {
      holder = factory.use(entry.class);
    } catch (error) {
      this.missing.set(name, because(error));
      return false;
    }
    this.missing.delete(name);
    const method = holder[entry.member];
    if (method === undefined || method.overloads === undefined) {
      this.missing.set(name, "the class has no such method");
      return true;
    }
    this.replace(entry, name, method.overloads);
    return true;
  }

  private replace(entry: JavaHook, name: string, overloads: Java.Method[]): void {
    let count = 0;
    for (const overload of overloads) {
      const takes = typesOf(overload).takes;
      if (entry.only !== undefined && entry.only.join() !== takes.join()) continue;
      try {
        const body = new Body(entry, name, overload, this.context);
        replace(overload, (env, receiver, args, original) => body.run(env, receiver, args, original));
        this.replaced.push(overload);
        count++;
      } catch (error) {
        this.missing.set(`${name}(${takes.join(", ")})`, because(error));
      }
    }
    if (count > 0) this.hooked[name] = (this.hooked[name] ?? 0) + count;
    else if (!this.missing.has(name)) this.missing.set(name, "none of its overloads is here");
  }
}

function because(error: unknown): string {
  return String(error).split("\n")[0].replace(/^Error: /, "");
}

function factories(): Java.ClassFactory[] {
  const found = [Java.classFactory];
  if (!onArt()) return found;
  try {
    for (const loader of Java.enumerateClassLoadersSync()) found.push(Java.ClassFactory.get(loader));
  } catch (_) {
    // An Android that the bridge does not know its way about in: the app's own loader must do.
  }
  return found;
}
