package patrol;

import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.HashMap;
import java.util.Map;

/**
 * The app's call chains. Each has a folder and a loader of its own below the folder that the property `patrol.calls`
 * names, since the same class may stand in many chains with other methods.
 */
final class Chains {
    private static final Path FOLDER = Paths.get(System.getProperty("patrol.calls", "."));
    private static final Map<String, Class<?>> KNOWN = new HashMap<>();

    private Chains() {}

    /** The chain whose first class is `name`: `patrol.Call3`, in the folder `Call3`. */
    static Runnable make(String name) throws ReflectiveOperationException, MalformedURLException {
        Class<?> known = KNOWN.get(name);
        if (known == null) {
            URL folder = FOLDER.resolve(name.substring(name.lastIndexOf('.') + 1)).toUri().toURL();
            // Not Class.forName: where it is hooked, its caller, whose loader it takes, is itself.
            known = new URLClassLoader(new URL[] {folder}, Chains.class.getClassLoader()).loadClass(name);
            KNOWN.put(name, known);
        }
        return (Runnable) known.getDeclaredConstructor().newInstance();
    }
}
