/** patrol's agent: what an app does that is sensitive, told while it does it. */

import Java from "frida-java-bridge";
import { Context } from "./body.js";
import { JavaHooks, type Installed } from "./java.js";
import { NativeHooks } from "./native.js";
import { Queue, type Counts } from "./queue.js";
import { onArt } from "./bridge.js";
import type { Options, Table } from "./table.js";

type State = Installed & { native: string[]; nativeMissing: [string, string][]; ms: number };

/** After the app's own classes are there, packed apps and plug-ins go on loading some: when patrol looks again. */
const LOOK_AGAIN_MS = [2000, 10_000, 30_000];

class Agent {
  readonly queue: Queue;
  readonly java: JavaHooks;
  readonly native: NativeHooks;
  private spent = 0;
  private stopped = false;

  constructor(
    readonly table: Table,
    options: Options,
  ) {
    this.queue = new Queue(options.capacity, options.acks === true);
    const context = new Context(this.queue, options);
    this.java = new JavaHooks(context);
    this.native = new NativeHooks(context);
    if (options.acks === true) this.listen();
  }

  /** What is hooked and what is not, and why. */
  state(): State {
    return { ...this.java.installed, native: this.native.hooked, nativeMissing: this.native.nativeMissing, ms: this.spent };
  }

  /** One step of the installation. */
  step(phase: string, work: () => void): void {
    if (this.stopped) return;
    const begin = Date.now();
    try {
      work();
    } catch (error) {
      send({ type: "trouble", what: `installing hooks (${phase})`, why: String(error) });
    }
    this.spent += Date.now() - begin;
    if (phase === "native") this.tell(phase);
    else setTimeout(() => this.settle(phase), 0);
  }

  tell(phase: string): void {
    send({ type: "installed", phase, ...this.state() });
  }

  stop(): Counts {
    this.stopped = true;
    this.native.remove();
    if (Java.available) Java.performNow(() => this.java.remove());
    this.queue.flush();
    return this.queue.counts();
  }

  private settle(phase: string): void {
    enterVm();
    this.tell(phase);
  }

  private listen(): void {
    recv("ack", (message: { taken: number }) => {
      this.queue.acknowledge(message.taken);
      if (!this.stopped) this.listen();
    });
  }
}

let agent: Agent | null = null;

/** On HotSpot an implementation takes effect with the next tick, and the script's thread stays in VM state until it
 * enters the VM once more: a garbage collection would wait for it for ever. */
function enterVm(): void {
  Java.vm.perform(() => {
    const env = Java.vm.getEnv();
    env.deleteLocalRef(env.findClass("java/lang/Object"));
  });
}

function nextTick(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(), 0);
  });
}

async function settled(): Promise<void> {
  await nextTick();
  if (Java.available) enterVm();
}

function whenJvmIsMade(install: () => void): void {
  Process.attachModuleObserver({
    onAdded(module) {
      const create = module.name.includes("libjvm") ? module.findExportByName("JNI_CreateJavaVM") : null;
      if (create !== null) Interceptor.attach(create, { onLeave: install });
    },
  });
}

/** On a phone the app's own classes come with its Application, and some later still. */
function followApp(made: Agent): void {
  if (!onArt()) return;
  Java.perform(() => made.step("app", () => made.java.again()));
  for (const wait of LOOK_AGAIN_MS) {
    setTimeout(() => {
      if (made.java.installed.pending > 0) Java.performNow(() => made.step("again", () => made.java.again()));
    }, wait);
  }
}

rpc.exports = {
  /** Install the table's hooks, native ones at once, Java ones in the VM that runs, or as soon as there is one. What was
   * installed comes as messages `installed`. */
  async install(table: Table, options: Options): Promise<void> {
    const made = new Agent(table, options);
    agent = made;
    made.step("native", () => made.native.install(table.native));
    const boot = (): void => {
      Java.performNow(() => made.step("boot", () => made.java.install(table.java)));
      followApp(made);
    };
    if (Java.available) {
      boot();
      await settled();
    } else whenJvmIsMade(boot);
  },

  /** Hook what was not there before. */
  async again(): Promise<State | null> {
    const made = agent;
    if (made === null || !Java.available) return null;
    Java.performNow(() => made.step("again", () => made.java.again()));
    await settled();
    return made.state();
  },

  state(): State | null {
    return agent?.state() ?? null;
  },

  /** Send what waits; how many events were made, and how many of them dropped. */
  flush(): Counts {
    agent?.queue.flush();
    return agent?.queue.counts() ?? { made: 0, dropped: 0 };
  },

  /** Called by Frida when the process ends or the script is unloaded. */
  dispose(): void {
    agent?.queue.flush();
  },

  /** Take all hooks out. */
  async stop(): Promise<Counts> {
    const counts = agent?.stop() ?? { made: 0, dropped: 0 };
    await settled();
    return counts;
  },
};
