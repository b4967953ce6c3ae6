package io.rowcast.connect;

import java.lang.reflect.Modifier;
import java.util.List;

/**
 * A kind of class that plugs in.
 *
 * @param contract what such a class implements
 * @param home the package of Apache Kafka's own
 * @param own Apache Kafka's own
 */
record PluginKind(Class<?> contract, String home, List<String> own) {

    /**
     * Makes an instance.
     * @param key where the type stands in the configuration
     * @param type a class, or the short name of one of Apache Kafka's own
     * @throws IllegalArgumentException naming the key, the type and what is allowed
     */
    Object create(String key, String type) {
        Class<?> found = find(key, type);
        if (!this.contract.isAssignableFrom(found)) {
            throw new IllegalArgumentException(
                    key + ": '" + type + "' does not implement " + this.contract.getName() + allowed());
        }
        if (Modifier.isAbstract(found.getModifiers())) {
            throw new IllegalArgumentException(key + ": '" + type + "' is not a class that can be used" + allowed());
        }
        try {
            return found.getConstructor().newInstance();
        }
        catch (ReflectiveOperationException | LinkageError ex) {
            throw new IllegalArgumentException(key + ": '" + type + "' cannot be made, " + ex.getClass().getSimpleName()
                    + "; it needs a public constructor without arguments");
        }
    }

    /** Whether an instance is one of Apache Kafka's own. */
    boolean isOwn(Object instance) {
        return instance.getClass().getPackageName().equals(this.home);
    }

    private Class<?> find(String key, String type) {
        String name = this.own.contains(type) ? this.home + "." + type : type;
        try {
            return Class.forName(name, true, PluginKind.class.getClassLoader());
        }
        catch (ClassNotFoundException | LinkageError ex) {
            throw new IllegalArgumentException(key + ": '" + type
                    + "' is no class on the class path, to which the jars in /plugins belong" + allowed());
        }
    }

    private String allowed() {
        return this.own.isEmpty() ? "" : "; Apache Kafka's own are " + String.join(", ", this.own);
    }

}
