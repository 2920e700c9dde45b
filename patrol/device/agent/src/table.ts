/** The hook table as patrol sends it: made of the catalogue in patrol/device/hooks. */

export interface When {
  id: string;
  how: "equals" | "prefix" | "contains" | "command" | "pattern";
  value: string;
}

/** What a call means by itself and by its arguments. */
export interface Meaning {
  /** Ids that every call means, or every call that an argument marks. */
  ids: string[];
  when: When[];
  /** Whether a call that no argument marks is told too. */
  always: boolean;
}

export interface JavaHook extends Meaning {
  class: string;
  /** Method, or "$init" for constructors. */
  member: string;
}

export interface NativeHook extends Meaning {
  symbol: string;
  /** What each argument is: "text", "number", "address" (sockaddr), "skip". */
  args: string[];
}

export interface Table {
  java: JavaHook[];
  native: NativeHook[];
}

export interface Options {
  stacks: boolean;
  /** Frames of a stack that are kept. */
  depth: number;
  /** Events that may wait. */
  capacity: number;
  /** Longest text of an argument or a result that is kept. */
  longest: number;
}

type Test = (text: string) => boolean;

/** Ids of what a call with these arguments means; empty when it is none of patrol's business. */
export function reader(meaning: Meaning): (args: string[]) => string[] {
  const tests = meaning.when.map((each): [string, Test] => [each.id, test(each)]);
  return (args) => {
    const found = tests.filter(([, fits]) => args.some(fits)).map(([id]) => id);
    if (found.length === 0) return meaning.always ? meaning.ids : [];
    return [...new Set([...found, ...meaning.ids])];
  };
}

function test(wanted: When): Test {
  const value = wanted.value;
  switch (wanted.how) {
    case "equals":
      return (text) => text === value;
    case "prefix":
      return (text) => text.startsWith(value);
    case "contains":
      return (text) => text.includes(value);
    case "pattern": {
      const pattern = new RegExp(value);
      return (text) => pattern.test(text);
    }
    case "command":
      return (text) => text === value || text.startsWith(`${value} `) || text.endsWith(`/${value}`) || text.includes(`/${value} `);
  }
}
