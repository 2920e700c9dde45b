/** patrol's agent: what an app does that is sensitive, told while it does it. */

import Java from "frida-java-bridge";
import { JavaHooks, type Installed } from "./java.js";
import { Queue } from "./queue.js";
import type { Options, Table } from "./table.js";

let queue: Queue | null = null;
let hooks: JavaHooks | null = null;

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

rpc.exports = {
  /** Install the table's hooks in a VM that runs. */
  async install(table: Table, options: Options): Promise<Installed> {
    queue = new Queue(options.capacity);
    hooks = new JavaHooks(queue, options);
    const made = hooks;
    Java.performNow(() => made.install(table.java));
    await settled();
    return made.installed;
  },

  /** Install them as soon as a JVM that is being started has been made (HotSpot only). */
  awaitvm(table: Table, options: Options): void {
    queue = new Queue(options.capacity);
    hooks = new JavaHooks(queue, options);
    const made = hooks;
    const seen = Process.attachModuleObserver({
      onAdded(module) {
        const create = module.findExportByName("JNI_CreateJavaVM");
        if (create === null || module.name.indexOf("libjvm") < 0) return;
        Interceptor.attach(create, {
          onLeave() {
            Java.performNow(() => made.install(table.java));
            setTimeout(() => { void settled().then(() => send({ type: "installed", installed: made.installed })); }, 0);
          },
        });
      },
    });
    void seen;
  },

  flush(): { made: number; dropped: number } {
    queue?.flush();
    return queue?.counts() ?? { made: 0, dropped: 0 };
  },
};
