/** How the arguments of a native function are read. */

const AF_INET = 2;
const AF_INET6 = 10;
const AF_NETLINK = 16;
/** linux/netlink.h: the type of a message stands after its length. */
const NLMSG_TYPE_AT = 4;
/** Offset of the name in bionic's prop_info: a serial number and 92 letters of value stand before it. */
const PROP_NAME_AT = 96;

export type Read = (value: NativePointer, args: InvocationArguments) => string;

export const READS: Record<string, Read> = {
  skip: () => "",
  text: (value) => (value.isNull() ? "null" : (value.readUtf8String() ?? "null")),
  number: (value) => String(value.toInt32()),
  hex: (value) => `0x${(value.toUInt32() >>> 0).toString(16)}`,
  words,
  address,
  family: (value) => (value.toInt32() === AF_NETLINK ? "AF_NETLINK" : `family ${value.toInt32()}`),
  netlink: (value, args) => (isNetlink(args[0].toInt32()) ? netlink(value) : ""),
  netlinkmsg: (value, args) => (isNetlink(args[0].toInt32()) ? netlink(firstPart(value)) : ""),
  property: (value) => (value.isNull() ? "null" : (value.add(PROP_NAME_AT).readUtf8String() ?? "null")),
};

function netlink(value: NativePointer): string {
  return value.isNull() ? "null" : `type ${value.add(NLMSG_TYPE_AT).readU16()}`;
}

/** The first buffer of a struct msghdr: name and its length come before the vector of buffers. */
function firstPart(message: NativePointer): NativePointer {
  return message.add(2 * Process.pointerSize).readPointer().readPointer();
}

let nameOf: NativeFunction<number, [number, NativePointer, NativePointer]> | null = null;

/** Whether a socket is the kernel's: the bytes of any other message may look the same by chance. */
function isNetlink(socket: number): boolean {
  nameOf ??= new NativeFunction(Module.getGlobalExportByName("getsockname"), "int", ["int", "pointer", "pointer"]);
  const name = Memory.alloc(128);
  const size = Memory.alloc(4).writeU32(128);
  return nameOf(socket, name, size) === 0 && name.readU16() === AF_NETLINK;
}

/** The strings of an argument vector. */
function words(value: NativePointer): string {
  const found: string[] = [];
  for (let i = 0; i < 64 && !value.isNull(); i++) {
    const word = value.add(i * Process.pointerSize).readPointer();
    if (word.isNull()) break;
    found.push(word.readUtf8String() ?? "");
  }
  return found.join(" ");
}

/** Host and port of a socket address. */
function address(value: NativePointer): string {
  if (value.isNull()) return "null";
  const family = value.readU16();
  const port = (value.add(2).readU8() << 8) | value.add(3).readU8();
  if (family === AF_INET) {
    const bytes = [4, 5, 6, 7].map((at) => value.add(at).readU8());
    return `${bytes.join(".")}:${port}`;
  }
  if (family === AF_INET6) {
    const groups: string[] = [];
    for (let i = 0; i < 8; i++) {
      groups.push(((value.add(8 + 2 * i).readU8() << 8) | value.add(9 + 2 * i).readU8()).toString(16));
    }
    return `[${groups.join(":")}]:${port}`;
  }
  return `family ${family}`;
}
