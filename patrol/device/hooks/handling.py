"""How particular methods are hooked: whose bytes are searched, what else tells about an object, and which must be left
alone because the hook would change what the app sees."""

from __future__ import annotations

from patrol.model.record import Record

IN, OUT = "in", "out"

RAW: dict[str, tuple[str, ...]] = {
    "javax.crypto.Cipher.doFinal": (IN, OUT),
    "javax.crypto.Cipher.update": (IN, OUT),
    "javax.crypto.Mac.doFinal": (IN, OUT),
    "javax.crypto.Mac.update": (IN,),
    "java.security.MessageDigest.digest": (IN, OUT),
    "java.security.MessageDigest.update": (IN,),
    "java.security.Signature.update": (IN,),
    "java.util.zip.GZIPOutputStream.write": (IN,),
    "javax.crypto.spec.PBEKeySpec.$init": (IN,),
    "android.util.Base64.encodeToString": (IN,),
    "org.bouncycastle.crypto.": (IN, OUT),
    "cn.hutool.crypto.": (IN, OUT),
    "org.gmssl.GmSSLJNI.": (IN, OUT),
    "android.content.ClipboardManager.setPrimaryClip": (IN,),
    "android.content.ClipboardManager.setText": (IN,),
    "android.content.ClipboardManager.getPrimaryClip": (OUT,),
    "android.content.ClipboardManager.getText": (OUT,),
    "android.content.ClipData$Item.": (OUT,),
    "android.telephony.SmsManager.send": (IN,),
    "android.app.SharedPreferencesImpl$EditorImpl.putString": (IN,),
    "com.tencent.mmkv.MMKV.encode": (IN,),
    "androidx.datastore.preferences.core.MutablePreferences.set": (IN,),
    "android.database.sqlite.SQLiteDatabase.execSQL": (IN,),
    "android.webkit.WebView.": (IN,),
    "android.webkit.CookieManager.setCookie": (IN,),
    "com.tencent.smtt.sdk.WebView.": (IN,),
    "com.uc.webview.export.WebView.": (IN,),
    "cn.cloudcore.iprotect.plugin.CEditText.getValue": (OUT,),
}
"""Beginning of a method's name → whose bytes are carried to be searched for known values. Keys and initial vectors are
not: nobody types them."""

ABOUT: dict[str, str] = {
    "javax.crypto.Cipher.doFinal": "cipher",
    "javax.crypto.Cipher.update": "cipher",
    "javax.crypto.Cipher.init": "cipher",
    "javax.crypto.Mac.": "getAlgorithm",
    "java.security.MessageDigest.digest": "getAlgorithm",
    "java.security.MessageDigest.update": "getAlgorithm",
    "java.security.Signature.update": "getAlgorithm",
    "java.security.Signature.sign": "getAlgorithm",
    "java.lang.ProcessBuilder.start": "command",
    "java.io.File.exists": "getPath",
    "java.io.File.listFiles": "getPath",
    "java.io.File.mkdirs": "getPath",
}
"""Beginning of a method's name → what is asked of its object; see about.ts."""

MASKED = (
    "android.content.ClipboardManager.set",
    "android.telephony.SmsManager.send",
    "android.app.SharedPreferencesImpl$EditorImpl.",
    "android.app.SharedPreferencesImpl.getString",
    "android.database.sqlite.SQLiteDatabase.execSQL",
    "android.util.Log.",
    "android.view.inputmethod.BaseInputConnection.",
    "android.webkit.CookieManager.setCookie",
    "android.webkit.WebView.evaluateJavascript",
    "android.webkit.WebView.loadData",
    "androidx.datastore.",
    "cn.hutool.crypto.",
    "com.tencent.mmkv.",
    "org.gmssl.",
)
"""Beginnings of methods whose arguments are values themselves: masked as results are."""

MAY_NOT_RETURN = ("java.lang.System.exit", "java.lang.Runtime.halt", "android.os.Process.killProcess")
"""Told before they are called."""

ART_ALONE = ("java.lang.Class.forName", "java.lang.Class.getDeclaredMethod", "java.lang.UNIXProcess.forkAndExec")
"""Hooked on Android alone. On HotSpot the first two look at who calls them, and find the hook: a class of the app is
then not found. The third is a class of older Javas and of Android's."""

ONLY: dict[str, tuple[str, ...]] = {
    "java.lang.Class.forName": ("java.lang.String", "boolean", "java.lang.ClassLoader"),
}
"""The overload that names the loader; the others, which take it from their caller, call it."""

NEVER: dict[str, str] = {
    "java.lang.reflect.Method.invoke": "java.lang.Class.getDeclaredMethod",
    "java.lang.System.loadLibrary": "java.lang.Runtime.loadLibrary0",
    "java.lang.System.load": "java.lang.Runtime.load0",
}
"""Methods that act on behalf of their caller, which under a hook would be themselves: an app would fail to load its own
library, or be refused a method it may call. → the method by which the same is seen."""


class Handling(Record, frozen=True):
    """How one method is hooked."""

    about: str = ""
    raw: tuple[str, ...] = ()
    mask: bool = False
    before: bool = False
    art: bool = False
    only: tuple[str, ...] = ()


def handling(call: str) -> Handling:
    """Of `package.Class.method`."""
    return Handling(
        about=next((how for start, how in ABOUT.items() if call.startswith(start)), ""),
        raw=next((whose for start, whose in RAW.items() if call.startswith(start)), ()),
        mask=call.startswith(MASKED),
        before=call in MAY_NOT_RETURN,
        art=call in ART_ALONE,
        only=ONLY.get(call, ()),
    )
