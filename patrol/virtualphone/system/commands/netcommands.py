"""`svc`, `ip`, `ifconfig`, `ping`, `netstat`: the network as the shell sees it."""

from __future__ import annotations

from patrol.virtualphone.shell.command import command
from patrol.virtualphone.system.commands.words import Ctx, Words

_ADDRESS = "10.0.2.16"
_USAGE = {
    "power": "Control the power manager\n\nusage: svc power stayon [true|false|usb|ac|wireless|dock]\n"
    "       svc power reboot [reason]\n",
    "data": "Control mobile data connectivity\n\nusage: svc data [enable|disable]\n",
    "wifi": "Control the Wi-Fi manager\n\nusage: svc wifi [enable|disable]\n",
}


@command("svc")
async def svc(ctx: Ctx) -> int:
    words = Words(ctx.args[1:])
    service, verb = words.take(), words.take()
    settings = ctx.phone.settings
    if service in ("wifi", "data") and verb in ("enable", "disable", "prefer"):
        settings.put("global", "wifi_on" if service == "wifi" else "mobile_data", "0" if verb == "disable" else "1")
    elif service == "bluetooth" and verb in ("enable", "disable"):
        settings.put("global", "bluetooth_on", str(int(verb == "enable")))
    elif service == "power" and verb == "reboot":
        ctx.phone.power.reboot()
    elif service == "power" and verb == "stayon":
        settings.put("global", "stay_on_while_plugged_in", "0" if words.take() == "false" else "7")
    elif service == "usb" and verb in ("getFunctions", "getFunction"):
        await ctx.err.write("adb\n")
    else:
        known = "\n".join(f"     {name}" for name in ("data", "power", "usb", "wifi", "bluetooth"))
        text = (
            _USAGE.get(service)
            or f"Available commands:\n     help     Show information about the subcommands\n{known}\n"
        )
        await ctx.err.write(text)
    return 0


def _wifi_up(ctx: Ctx) -> bool:
    get = ctx.phone.settings.get
    return get("global", "wifi_on") != "0" and get("global", "airplane_mode_on") != "1"


@command("ip")
async def ip(ctx: Ctx) -> int:
    words = Words(ctx.args[1:])
    words.flag("-4", "-6", "-o", "-f", "inet")
    what = words.take()
    device = next((word for word in words.rest if word in ("wlan0", "lo", "rmnet0")), "")
    other = next((w for w in words.rest if w.startswith(("eth", "rmnet", "tun", "usb"))), "")
    if other:
        await ctx.err.write(f'Device "{other}" does not exist.\n')
        return 1
    if "address".startswith(what) and what:
        await ctx.out.write(_addresses(ctx, device))
    elif "route".startswith(what) and what:
        await ctx.out.write(f"10.0.2.0/24 dev wlan0 proto kernel scope link src {_ADDRESS} \n" if _wifi_up(ctx) else "")
    elif "link".startswith(what) and what:
        await ctx.out.write("".join(line + "\n" for line in _addresses(ctx, device).splitlines() if "inet" not in line))
    else:
        await ctx.err.write(f'Object "{what}" is unknown, try "ip help".\n')
        return 1
    return 0


def _addresses(ctx: Ctx, device: str) -> str:
    lo = (
        "1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000\n"
        "    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n    inet 127.0.0.1/8 scope host lo\n"
        "       valid_lft forever preferred_lft forever\n"
    )
    state = "UP" if _wifi_up(ctx) else "DOWN"
    flags = "<BROADCAST,MULTICAST,UP,LOWER_UP>" if _wifi_up(ctx) else "<BROADCAST,MULTICAST>"
    wlan = f"12: wlan0: {flags} mtu 1500 qdisc mq state {state} group default qlen 3000\n"
    wlan += "    link/ether 02:15:b2:00:00:00 brd ff:ff:ff:ff:ff:ff\n"
    if _wifi_up(ctx):
        wlan += (
            f"    inet {_ADDRESS}/24 brd 10.0.2.255 scope global wlan0\n"
            f"       valid_lft forever preferred_lft forever\n"
        )
    return lo + wlan if not device else lo if device == "lo" else wlan


@command("ifconfig", toybox=True)
async def ifconfig(ctx: Ctx) -> int:
    device = next((word for word in ctx.args[1:] if not word.startswith("-")), "wlan0")
    if device not in ("wlan0", "lo"):
        return await ctx.fail(f"{device}: No such device")
    network, address = ctx.phone.network, "127.0.0.1" if device == "lo" else _ADDRESS
    await ctx.out.write(
        f"{device:<9} Link encap:Ethernet  HWaddr 02:15:b2:00:00:00\n"
        f"          inet addr:{address}  Bcast:10.0.2.255  Mask:255.255.255.0 \n"
        "          UP BROADCAST RUNNING MULTICAST  MTU:1500  Metric:1\n"
        f"          RX bytes:{network.received} TX bytes:{network.sent} \n\n"
    )
    return 0


@command("ping", toybox=True)
async def ping(ctx: Ctx) -> int:
    """The phone reaches its apps' servers alone: any other name does not resolve."""
    host = next((word for word in reversed(ctx.args[1:]) if not word.startswith("-")), "")
    if not host:
        await ctx.err.write("ping: usage error: Destination address required\n")
        return 1
    if host.replace(".", "").isdigit():
        await ctx.out.write(f"PING {host} ({host}) 56(84) bytes of data.\n\n--- {host} ping statistics ---\n")
        await ctx.out.write("1 packets transmitted, 0 received, 100% packet loss, time 0ms\n\n")
        return 1
    await ctx.err.write(f"ping: unknown host {host}\n")
    return 2
