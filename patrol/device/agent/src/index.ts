/** patrol's agent: what an app does that is sensitive, told while it does it. */

import Java from "frida-java-bridge";
import { JavaHooks, type Installed } from "./java.js";
import { NativeHooks } from "./native.js";
import { Queue } from "./queue.js";
import type { Options, Table } from "./table.js";

class Agent {
  readonly queue: Queue;
  readonly java: JavaHooks;
  readonly native: NativeHooks;

  constructor(readonly table: Table, options: Options) {
    this.queue = new Queue(options.capacity);
    this.java = new JavaHooks(this.queue, options);
    this.native = new NativeHooks(this.queue, options, () => this.java.stackHere());
  }

  /** What is hooked and what is not, and why. */
  state(): Installed & { native: string[]; nativeMissing: [string, string][] } {
    return { ...this.java.installed, native: this.native.hooked, nativeMissing: this.native.missing };
  }
}

let agent: Agent | null = null;

/** On HotSpot an implementation takes effect with the next tick, and the script's thread stays in VM state until it
 * enters the VM once more: a garbage collection would wait for it for ever. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(() => {
      Java.vm.perform(() => {
        const env = Java.vm.getEnv();
        env.deleteLocalRef(env.findClass("java/lang/Object"));
      });
      resolve();
    }, 0);
  });
}

function whenJvmIsMade(install: () => void): void {
  Process.attachModuleObserver({
    onAdded(module) {
      const create = module.name.includes("libjvm") ? module.findExportByName("JNI_CreateJavaVM") : null;
      if (create !== null) Interceptor.attach(create, { onLeave: install });
    },
  });
}

rpc.exports = {
  /** Install the table's hooks, native ones at once, Java ones in the VM that runs, or as soon as there is one. What was
   * installed comes as the message `installed`. */
  async install(table: Table, options: Options): Promise<void> {
    const made = new Agent(table, options);
    agent = made;
    made.native.install(table.native);
    const tell = (): void => send({ type: "installed", state: made.state() });
    if (Java.available) {
      Java.performNow(() => made.java.install(table.java));
      await settled();
      tell();
    } else {
      whenJvmIsMade(() => {
        Java.performNow(() => made.java.install(table.java));
        setTimeout(() => void settled().then(tell), 0);
      });
    }
  },

  /** Send what waits; how many events were made, and how many of them dropped. */
  flush(): { made: number; dropped: number } {
    agent?.queue.flush();
    return agent?.queue.counts() ?? { made: 0, dropped: 0 };
  },
};
