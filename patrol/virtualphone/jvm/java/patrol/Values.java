package patrol;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the phone's own methods give: set by the virtual phone, by `package.Class.method`. */
public final class Values {
    private static final Map<String, String> KNOWN = new ConcurrentHashMap<>();

    private Values() {}

    static void put(String key, String value) {
        KNOWN.put(key, value);
    }

    public static String text(String key) {
        return KNOWN.get(key);
    }

    public static boolean yes(String key) {
        return "true".equals(KNOWN.get(key));
    }
}
