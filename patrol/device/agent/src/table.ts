/** The hook table as patrol sends it: made of patrol/facts/privacy_apis.json. */

export interface Wanted {
  id: string;
  /** "equals", "prefix" or "contains". */
  how: string;
  value: string;
}

export interface JavaEntry {
  /** Ids that any call of the method means; empty where only the arguments tell. */
  ids: string[];
  class: string;
  /** Method, or "$init" for constructors. */
  member: string;
  /** Ids by what an argument says; the first of them that fits each counts. */
  when: Wanted[];
}

export interface NativeEntry {
  symbol: string;
  ids: string[];
  when: Wanted[];
  /** Kind of each argument: "string", "int", "sockaddr", "skip". */
  args: string[];
}

export interface Table {
  java: JavaEntry[];
  native: NativeEntry[];
}

export interface Options {
  stacks: boolean;
  depth: number;
  capacity: number;
  /** Longest text of an argument or a result that is kept. */
  longest: number;
}

/** Ids of the entry that a call with these arguments means; empty when it is none of patrol's business. */
export function meant(ids: string[], when: Wanted[], args: string[]): string[] {
  if (when.length === 0) return ids;
  const found = when.filter((wanted) => args.some((arg) => fits(wanted, arg))).map((wanted) => wanted.id);
  return found.length > 0 ? [...new Set([...found, ...ids])] : ids;
}

function fits(wanted: Wanted, arg: string): boolean {
  if (wanted.how === "equals") return arg === wanted.value;
  return wanted.how === "prefix" ? arg.startsWith(wanted.value) : arg.includes(wanted.value);
}
