/** What tells about the object that a method is called on: a file's path, a cipher's algorithm, a builder's command. */

import type { Env } from "./bridge.js";
import { Getter, letters, listArray, quiet } from "./jni.js";
import { wordsOf } from "./values.js";

const LONGEST = 1024;
const MODES = ["", "encrypt", "decrypt", "wrap", "unwrap"];

export type About = (env: Env, owner: NativePointer, self: NativePointer) => string;

export function aboutBy(how: string | undefined): About | null {
  switch (how) {
    case undefined:
      return null;
    case "command":
      return command();
    case "cipher":
      return cipher();
    default:
      return text(how);
  }
}

/** What the method of this name gives. */
function text(name: string): About {
  const getter = new Getter(name);
  return (env, owner, self) => {
    const said = getter.call(env, owner, self);
    return said.isNull() ? "" : letters(env, said, LONGEST);
  };
}

function command(): About {
  const getter = new Getter("command", "Ljava/util/List;");
  return (env, owner, self) => {
    const list = getter.call(env, owner, self);
    const array = list.isNull() ? NULL : (listArray.call(env, list) as NativePointer);
    return array.isNull() ? "" : wordsOf(env, array).join(" ");
  };
}

/** Algorithm and direction. The field `opmode` bears this name in OpenJDK and in Android. */
function cipher(): About {
  const algorithm = text("getAlgorithm");
  let field: NativePointer | null = null;
  return (env, owner, self) => {
    if (field === null) {
      const found = env.getFieldId(owner, "opmode", "I");
      field = quiet(env) ? found : NULL;
    }
    const mode = field.isNull() ? 0 : (env.getField("int32")(env.handle, self, field) as number);
    return `${algorithm(env, owner, self)} ${MODES[mode] ?? ""}`.trim();
  };
}
