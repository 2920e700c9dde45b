/** The hook table as patrol sends it: made of the catalogue in patrol/device/hooks/wanted.py. */

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

/** Bytes that are carried to be searched: of the arguments, of the result. */
export type Carried = "in" | "out";

export interface JavaHook extends Meaning {
  class: string;
  /** Method, or "$init" for constructors. */
  member: string;
  /** What else tells about the object, beside the arguments; see about.ts. */
  about?: string;
  raw?: Carried[];
  /** Arguments are values themselves: masked as a result is. */
  mask?: boolean;
  /** Told before the call, which may not come back. */
  before?: boolean;
  /** Only on a phone: on HotSpot the method looks at who calls it, and would see the hook. */
  art?: boolean;
  /** Only the overload with these types. */
  only?: string[];
}

export interface NativeHook extends Meaning {
  symbol: string;
  /** How each argument is read; see reads.ts. */
  args: string[];
  /** Whether the second and third argument are a buffer that goes out, to be searched. */
  buffer?: boolean;
}

export interface Table {
  java: JavaHook[];
  native: NativeHook[];
}

export interface Options {
  stacks: boolean;
  /** Frames of a stack that are kept. */
  depth: number;
  /** Events that may wait, those on their way among them. */
  capacity: number;
  /** Whether patrol posts `{type: "ack", taken}` for each message of events. */
  acks?: boolean;
  /** Longest text of an argument or a result that is kept. */
  longest: number;
  /** Bytes of each argument or result that are carried to be searched; 0 carries none. */
  raw?: number;
}

type Test = (text: string) => boolean;

/** Ids of what a call with these arguments means; empty when it is none of patrol's business. */
export function reader(meaning: Meaning): (args: string[]) => string[] {
  if (meaning.when.length === 0) return () => (meaning.always ? meaning.ids : []);
  const exact = new Map<string, string[]>();
  const tests: [string, Test][] = [];
  for (const each of meaning.when) {
    if (each.how === "equals") exact.set(each.value, [...(exact.get(each.value) ?? []), each.id]);
    else tests.push([each.id, test(each)]);
  }
  const begins = common(meaning.when);
  return (all) => {
    const args = begins === "" ? all : all.filter((text) => text.startsWith(begins));
    if (args.length === 0) return meaning.always ? meaning.ids : [];
    const found = args.flatMap((text) => exact.get(text) ?? []);
    for (const [id, fits] of tests) if (args.some(fits)) found.push(id);
    if (found.length === 0) return meaning.always ? meaning.ids : [];
    return [...new Set([...found, ...meaning.ids])];
  };
}

/** What all texts begin with that these tests can find: most arguments fail here, at once. */
function common(tests: When[]): string {
  if (tests.some((each) => each.how !== "equals" && each.how !== "prefix")) return "";
  let begin = tests[0].value;
  for (const { value } of tests) {
    while (!value.startsWith(begin)) begin = begin.slice(0, -1);
  }
  return begin;
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
      const pattern = new RegExp(value.replace("<own>", ownPackage()));
      return (text) => pattern.test(text);
    }
    case "command":
      return (text) => text === value || text.startsWith(`${value} `) || text.endsWith(`/${value}`) || text.includes(`/${value} `);
  }
}

let known: string | null = null;

/** The app's own package, as a pattern: its processes are called by it (`com.bank`, `com.bank:push`). */
function ownPackage(): string {
  if (known === null) {
    try {
      known = File.readAllText("/proc/self/cmdline").split(/[\0:]/)[0].replace(/[^\w.]/g, "").replaceAll(".", "\\.");
    } catch (_) {
      known = "";
    }
  }
  return known === "" ? "(?!)" : known;
}
