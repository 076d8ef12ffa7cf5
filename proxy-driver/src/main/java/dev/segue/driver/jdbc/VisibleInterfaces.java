package dev.segue.driver.jdbc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The interfaces of a wrapped class that its wrapper implements: those that are public and seen by
 * our own class loader. Immutable.
 */
final class VisibleInterfaces {

  private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private final List<Class<?>> types;

  private VisibleInterfaces(Set<Class<?>> types) {
    this.types = List.copyOf(types);
  }

  static VisibleInterfaces of(Class<?> wrapped) {
    Set<Class<?>> found = new LinkedHashSet<>();
    for (Class<?> type = wrapped; type != null; type = type.getSuperclass()) {
      collect(type, found);
    }
    return new VisibleInterfaces(found);
  }

  private static void collect(Class<?> type, Set<Class<?>> found) {
    for (Class<?> declared : type.getInterfaces()) {
      if (isVisible(declared)) {
        found.add(declared);
      }
      collect(declared, found);
    }
  }

  /** Whether a class of this package can implement the interface: it sees it, and may. */
  private static boolean isVisible(Class<?> type) {
    try {
      return Modifier.isPublic(type.getModifiers())
          && !type.isSealed()
          && Class.forName(type.getName(), false, LOOKUP.lookupClass().getClassLoader()) == type
          && LOOKUP.accessClass(type) == type
          && type.getDeclaredMethods() != null;
    } catch (ClassNotFoundException | IllegalAccessException | LinkageError e) {
      return false;
    }
  }

  /** The interfaces, those of a class before those of its superclass. */
  List<Class<?>> types() {
    return types;
  }

  /** What a wrapper has to forward, of one of them. */
  static List<Method> forwarded(Class<?> type) {
    List<Method> forwarded = new ArrayList<>();
    for (Method method : type.getDeclaredMethods()) {
      if (!Modifier.isStatic(method.getModifiers()) && !Modifier.isPrivate(method.getModifiers())) {
        forwarded.add(method);
      }
    }
    return forwarded;
  }

  /**
   * The same number for the same methods of the same interfaces, in whatever order they are told.
   * Another version of the wrapped driver, or of JDBC, has another one where a method came or went.
   */
  long fingerprint() {
    long sum = 0;
    for (Class<?> type : types) {
      sum += hash(type.getName());
      for (Method method : forwarded(type)) {
        MethodType signature =
            MethodType.methodType(
                method.getReturnType(), Arrays.asList(method.getParameterTypes()));
        sum += hash(type.getName() + '#' + method.getName() + signature.toMethodDescriptorString());
      }
    }
    return sum;
  }

  private static long hash(String text) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return hash ^ hash >>> 32;
  }
}
