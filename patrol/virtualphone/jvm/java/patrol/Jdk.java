package patrol;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/**
 * Calls Java's own methods of the hook table, each overload that an app can call, for the self-test of the hooks. What
 * each should be told as is written to `expected`, a line each: the method, and its arguments, apart by tabs.
 */
public final class Jdk implements Runnable {
    private interface Action {
        void run() throws Exception;
    }

    private final List<String> expected = new ArrayList<>();
    private final byte[] data = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private void call(String told, Action action) {
        expected.add(told);
        quietly(action);
    }

    private static void quietly(Action action) {
        try {
            action.run();
        } catch (Exception | LinkageError thrown) {
            // The call was made, which is all that is asked for.
        }
    }

    @Override
    public void run() {
        quietly(this::ciphers);
        quietly(this::digests);
        quietly(this::signatures);
        quietly(this::keys);
        quietly(this::files);
        quietly(this::commands);
        quietly(this::network);
        quietly(this::others);
        quietly(() -> Files.write(Paths.get(System.getProperty("patrol.calls"), "expected"), expected));
    }

    private void ciphers() throws Exception {
        String aes = "javax.crypto.Cipher.";
        Provider provider = Security.getProvider("SunJCE");
        call(aes + "getInstance\tAES/ECB/NoPadding", () -> Cipher.getInstance("AES/ECB/NoPadding"));
        call(aes + "getInstance\tAES\tSunJCE", () -> Cipher.getInstance("AES", "SunJCE"));
        call(aes + "getInstance\tAES\t*", () -> Cipher.getInstance("AES", provider));
        SecretKeySpec key = new SecretKeySpec(data, "AES");
        IvParameterSpec iv = new IvParameterSpec(data);
        SecureRandom random = new SecureRandom();
        Cipher cbc = Cipher.getInstance("AES/CBC/PKCS5Padding");
        Cipher ecb = Cipher.getInstance("AES/ECB/NoPadding");
        String k = "javax.crypto.spec.SecretKeySpec";
        call(aes + "init\t1\t" + k, () -> ecb.init(Cipher.ENCRYPT_MODE, key));
        call(aes + "init\t1\t" + k + "\t*", () -> ecb.init(Cipher.ENCRYPT_MODE, key, random));
        call(aes + "init\t1\t" + k + "\t*", () -> cbc.init(Cipher.ENCRYPT_MODE, key, iv));
        call(aes + "init\t1\t" + k + "\t*\t*", () -> cbc.init(Cipher.ENCRYPT_MODE, key, iv, random));
        call(aes + "init\t2\t" + k + "\t*", () -> cbc.init(Cipher.DECRYPT_MODE, key, cbc.getParameters()));
        call(aes + "init\t2\t" + k + "\t*\t*", () -> cbc.init(Cipher.DECRYPT_MODE, key, cbc.getParameters(), random));
        call(aes + "init\t1\tnull", () -> ecb.init(Cipher.ENCRYPT_MODE, (java.security.cert.Certificate) null));
        call(aes + "init\t1\tnull\t*", () -> ecb.init(Cipher.ENCRYPT_MODE, (java.security.cert.Certificate) null, random));
        ecb.init(Cipher.ENCRYPT_MODE, key);
        byte[] out = new byte[64];
        call(aes + "update\tbyte[16]", () -> ecb.update(data));
        call(aes + "update\tbyte[16]\t0\t16", () -> ecb.update(data, 0, 16));
        call(aes + "update\tbyte[16]\t0\t16\tbyte[64]", () -> ecb.update(data, 0, 16, out));
        call(aes + "update\tbyte[16]\t0\t16\tbyte[64]\t8", () -> ecb.update(data, 0, 16, out, 8));
        call(aes + "update\t*\t*", () -> ecb.update(ByteBuffer.wrap(data), ByteBuffer.allocate(64)));
        call(aes + "doFinal", ecb::doFinal);
        call(aes + "doFinal\tbyte[64]\t0", () -> ecb.doFinal(out, 0));
        call(aes + "doFinal\tbyte[16]", () -> ecb.doFinal(data));
        call(aes + "doFinal\tbyte[16]\t0\t16", () -> ecb.doFinal(data, 0, 16));
        call(aes + "doFinal\tbyte[16]\t0\t16\tbyte[64]", () -> ecb.doFinal(data, 0, 16, out));
        call(aes + "doFinal\tbyte[16]\t0\t16\tbyte[64]\t8", () -> ecb.doFinal(data, 0, 16, out, 8));
        call(aes + "doFinal\t*\t*", () -> ecb.doFinal(ByteBuffer.wrap(data), ByteBuffer.allocate(64)));
    }

    private void digests() throws Exception {
        String mac = "javax.crypto.Mac.";
        String md = "java.security.MessageDigest.";
        call(mac + "getInstance\tHmacSHA256", () -> Mac.getInstance("HmacSHA256"));
        call(mac + "getInstance\tHmacSHA1\tSunJCE", () -> Mac.getInstance("HmacSHA1", "SunJCE"));
        call(mac + "getInstance\tHmacMD5\t*", () -> Mac.getInstance("HmacMD5", Security.getProvider("SunJCE")));
        Mac hmac = Mac.getInstance("HmacSHA256");
        hmac.init(new SecretKeySpec(data, "HmacSHA256"));
        call(mac + "update\t7", () -> hmac.update((byte) 7));
        call(mac + "update\tbyte[16]", () -> hmac.update(data));
        call(mac + "update\tbyte[16]\t2\t3", () -> hmac.update(data, 2, 3));
        call(mac + "update\t*", () -> hmac.update(ByteBuffer.wrap(data)));
        call(mac + "doFinal", hmac::doFinal);
        call(mac + "doFinal\tbyte[16]", () -> hmac.doFinal(data));
        call(mac + "doFinal\tbyte[40]\t4", () -> hmac.doFinal(new byte[40], 4));
        call(md + "getInstance\tSHA-256", () -> MessageDigest.getInstance("SHA-256"));
        call(md + "getInstance\tMD5\tSUN", () -> MessageDigest.getInstance("MD5", "SUN"));
        call(md + "getInstance\tSHA-1\t*", () -> MessageDigest.getInstance("SHA-1", Security.getProvider("SUN")));
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        call(md + "update\t7", () -> sha.update((byte) 7));
        call(md + "update\tbyte[16]", () -> sha.update(data));
        call(md + "update\tbyte[16]\t2\t3", () -> sha.update(data, 2, 3));
        call(md + "update\t*", () -> sha.update(ByteBuffer.wrap(data)));
        call(md + "digest", sha::digest);
        call(md + "digest\tbyte[16]", () -> sha.digest(data));
        call(md + "digest\tbyte[40]\t0\t40", () -> sha.digest(new byte[40], 0, 40));
    }

    private void signatures() throws Exception {
        String name = "java.security.Signature.";
        KeyPairGenerator made = KeyPairGenerator.getInstance("EC");
        made.initialize(256);
        KeyPair pair = made.generateKeyPair();
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        call(name + "update\t7", () -> signature.update((byte) 7));
        call(name + "update\tbyte[16]", () -> signature.update(data));
        call(name + "update\tbyte[16]\t2\t3", () -> signature.update(data, 2, 3));
        call(name + "update\t*", () -> signature.update(ByteBuffer.wrap(data)));
        call(name + "sign", signature::sign);
        call(name + "sign\tbyte[80]\t0\t80", () -> signature.sign(new byte[80], 0, 80));
    }

    private void keys() {
        String store = "java.security.KeyStore.";
        call("javax.crypto.spec.SecretKeySpec.$init\tbyte[16]\tAES", () -> new SecretKeySpec(data, "AES"));
        call("javax.crypto.spec.SecretKeySpec.$init\tbyte[16]\t0\t8\tDES", () -> new SecretKeySpec(data, 0, 8, "DES"));
        call("javax.crypto.spec.IvParameterSpec.$init\tbyte[16]", () -> new IvParameterSpec(data));
        call("javax.crypto.spec.IvParameterSpec.$init\tbyte[16]\t0\t8", () -> new IvParameterSpec(data, 0, 8));
        char[] word = "secret".toCharArray();
        call("javax.crypto.spec.PBEKeySpec.$init\tchar[6]", () -> new PBEKeySpec(word));
        call("javax.crypto.spec.PBEKeySpec.$init\tchar[6]\tbyte[16]\t9", () -> new PBEKeySpec(word, data, 9));
        call("javax.crypto.spec.PBEKeySpec.$init\tchar[6]\tbyte[16]\t9\t128", () -> new PBEKeySpec(word, data, 9, 128));
        call(store + "getInstance\tPKCS12", () -> KeyStore.getInstance("PKCS12"));
        call(store + "getInstance\tPKCS12\tSUN", () -> KeyStore.getInstance("PKCS12", "SUN"));
        call(store + "getInstance\tJKS\t*", () -> KeyStore.getInstance("JKS", Security.getProvider("SUN")));
        call(store + "load\tnull", () -> KeyStore.getInstance("PKCS12").load(null));
        call(store + "load\tnull\tnull", () -> KeyStore.getInstance("PKCS12").load(null, null));
        call("java.util.Random.$init", Random::new);
        call("java.util.Random.$init\t42", () -> new Random(42));
        call("java.security.SecureRandom.setSeed\tbyte[16]", () -> new SecureRandom().setSeed(data));
        call("java.security.SecureRandom.setSeed\t42", () -> new SecureRandom().setSeed(42));
        call("java.util.zip.GZIPOutputStream.write\tbyte[16]\t0\t16", () -> {
            new GZIPOutputStream(new ByteArrayOutputStream()).write(data, 0, 16);
        });
    }

    private void files() {
        String arp = "/proc/net/arp";
        String f = "java.io.File.";
        call(f + "$init\t" + arp, () -> new File(arp));
        call(f + "$init\t" + arp + "\tx", () -> new File(arp, "x"));
        call(f + "$init\t" + arp + "\tx", () -> new File(new File(arp), "x"));
        call(f + "$init\t*", () -> new File(new java.net.URI("file://" + arp)));
        File file = new File(arp);
        call(f + "exists", file::exists);
        call(f + "mkdirs", file::mkdirs);
        call(f + "listFiles", file::listFiles);
        call(f + "listFiles\t*", () -> file.listFiles((java.io.FileFilter) each -> true));
        call(f + "listFiles\t*", () -> file.listFiles((java.io.FilenameFilter) (each, name) -> true));
        call("java.io.FileInputStream.$init\t" + arp, () -> new FileInputStream(arp).close());
        call("java.io.FileInputStream.$init\t" + arp, () -> new FileInputStream(file).close());
        call("java.io.FileOutputStream.$init\t" + arp, () -> new FileOutputStream(arp).close());
        call("java.io.FileOutputStream.$init\t" + arp + "\ttrue", () -> new FileOutputStream(arp, true).close());
        call("java.io.FileOutputStream.$init\t" + arp, () -> new FileOutputStream(file).close());
        call("java.io.FileOutputStream.$init\t" + arp + "\ttrue", () -> new FileOutputStream(file, true).close());
        call("java.io.FileReader.$init\t" + arp, () -> new FileReader(arp).close());
        call("java.io.FileReader.$init\t" + arp, () -> new FileReader(file).close());
        call("java.io.FileReader.$init\t" + arp + "\t*", () -> new FileReader(arp, StandardCharsets.UTF_8).close());
        call("java.io.FileReader.$init\t" + arp + "\t*", () -> new FileReader(file, StandardCharsets.UTF_8).close());
        call("java.io.RandomAccessFile.$init\t" + arp + "\tr", () -> new RandomAccessFile(arp, "r").close());
        call("java.io.RandomAccessFile.$init\t" + arp + "\tr", () -> new RandomAccessFile(file, "r").close());
    }

    private void commands() {
        String exec = "java.lang.Runtime.exec\t";
        Runtime runtime = Runtime.getRuntime();
        String[] words = {"getprop", "ro.serialno"};
        String[] none = {};
        File here = new File(".");
        call(exec + "getprop ro.serialno", () -> runtime.exec("getprop ro.serialno"));
        call(exec + "getprop ro.serialno\t", () -> runtime.exec("getprop ro.serialno", none));
        call(exec + "getprop ro.serialno\t\t.", () -> runtime.exec("getprop ro.serialno", none, here));
        call(exec + "getprop ro.serialno", () -> runtime.exec(words));
        call(exec + "getprop ro.serialno\t", () -> runtime.exec(words, none));
        call(exec + "getprop ro.serialno\t\t.", () -> runtime.exec(words, none, here));
        call("java.lang.ProcessBuilder.start", () -> new ProcessBuilder(words).start());
        call("java.lang.Runtime.loadLibrary0\tclass patrol.Jdk\tnone-such", () -> System.loadLibrary("none-such"));
        call("java.lang.Runtime.load0\tclass patrol.Jdk\t/none-such.so", () -> System.load("/none-such.so"));
    }

    private void network() throws Exception {
        String i = "java.net.NetworkInterface.";
        InetAddress four = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        InetAddress six = InetAddress.getByName("::1");
        call(i + "getNetworkInterfaces", NetworkInterface::getNetworkInterfaces);
        call(i + "getByName\tlo", () -> NetworkInterface.getByName("lo"));
        call(i + "getByInetAddress\t*", () -> NetworkInterface.getByInetAddress(four));
        NetworkInterface lo = NetworkInterface.getByName("lo");
        call(i + "getHardwareAddress", lo::getHardwareAddress);
        call(i + "getInetAddresses", lo::getInetAddresses);
        call(i + "getInterfaceAddresses", lo::getInterfaceAddresses);
        call("java.net.Inet4Address.getHostAddress", () -> ((Inet4Address) four).getHostAddress());
        call("java.net.Inet6Address.getHostAddress", () -> ((Inet6Address) six).getHostAddress());
        call("java.net.InetAddress.getLocalHost", InetAddress::getLocalHost);
        try (ServerSocket server = new ServerSocket(0, 1, four); DatagramSocket sender = new DatagramSocket()) {
            InetSocketAddress there = new InetSocketAddress(four, server.getLocalPort());
            call("java.net.Socket.connect\t*", () -> new Socket().connect(there));
            call("java.net.Socket.connect\t*\t900", () -> new Socket().connect(there, 900));
            DatagramPacket packet = new DatagramPacket(data, 16, there);
            call("java.net.DatagramSocket.send\t*", () -> sender.send(packet));
        }
        URL url = new URL("https://127.0.0.1:9/");
        call("java.net.URL.openConnection", url::openConnection);
        call("java.net.URL.openConnection\t*", () -> url.openConnection(java.net.Proxy.NO_PROXY));
        String https = "javax.net.ssl.HttpsURLConnection.";
        HttpsURLConnection connection = (HttpsURLConnection) url.openConnection();
        call(https + "setHostnameVerifier\t*", () -> connection.setHostnameVerifier((host, session) -> true));
        call(https + "setDefaultHostnameVerifier\t*", () -> HttpsURLConnection.setDefaultHostnameVerifier((h, s) -> true));
        call("javax.net.ssl.SSLContext.init\tnull\tnull\tnull", () -> SSLContext.getInstance("TLS").init(null, null, null));
    }

    private void others() {
        call("java.util.TimeZone.getDefault", TimeZone::getDefault);
        call("java.util.Locale.getDefault", () -> Locale.getDefault());
        call("java.util.Locale.getDefault\t*", () -> Locale.getDefault(Locale.Category.DISPLAY));
        call("java.lang.System.getProperty\thttp.proxyHost", () -> System.getProperty("http.proxyHost"));
        call("java.lang.System.getProperty\thttp.agent\tnone", () -> System.getProperty("http.agent", "none"));
    }
}
