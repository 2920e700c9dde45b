/** What the figures of hooks are held against: Frida's Java bridge with the least a hook can do. */

import Java from "frida-java-bridge";

let waiting: object[] = [];

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
  async hook(owner: string, member: string, stacks: boolean, batch: number): Promise<void> {
    Java.performNow(() => {
      const Writer = Java.use("java.io.StringWriter");
      const Printer = Java.use("java.io.PrintWriter");
      const Exception = Java.use("java.lang.Exception");
      const stackHere = (): string => {
        const text = Writer.$new();
        Exception.$new().printStackTrace(Printer.$new(text));
        return text.toString();
      };
      for (const overload of Java.use(owner)[member].overloads) {
        overload.implementation = function (this: Java.Wrapper, ...args: any[]): any {
          const result = overload.call(this, ...args);
          waiting.push({ call: member, args: args.map(String), result: String(result), stack: stacks ? stackHere() : "" });
          if (waiting.length >= batch) {
            send({ events: waiting });
            waiting = [];
          }
          return result;
        };
      }
    });
    await settled();
  },
};
