package dev.segue.driver.jdbc;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.ClassFileVersion;
import net.bytebuddy.description.modifier.Visibility;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.dynamic.scaffold.MethodGraph;
import net.bytebuddy.dynamic.scaffold.TypeValidation;
import net.bytebuddy.dynamic.scaffold.subclass.ConstructorStrategy;
import net.bytebuddy.implementation.FixedValue;
import net.bytebuddy.implementation.Implementation;
import net.bytebuddy.implementation.MethodCall;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.utility.JavaConstant;

/**
 * Generates the wrapper of one wrapped class: the hand-written abstract class, completed.
 *
 * <p>The generated class implements all {@link VisibleInterfaces} of the wrapped class (a cast to
 * {@code PGConnection} or {@code BaseConnection} goes on working). Each of their methods that the
 * abstract class does not have is one direct call on its field {@code delegate}: JDBC's default
 * methods too, which would otherwise throw. A result set that such a call returns goes through the
 * abstract class's {@code adopt}, so that it comes out wrapped.
 *
 * <p>The field is a {@link java.sql.Wrapper}, and every call casts it to the interface that it
 * calls. That is on purpose. HotSpot's tiered policy takes a method of one interface call and
 * nothing else for one without anything to profile, and compiles it for good with the call
 * unresolved (seen on JDK 17 with {@code -XX:+PrintInlining}: tier 2, then 4, "virtual call"). A
 * cast is worth a profile, the profile names the one class there is, and then both the cast and the
 * call melt away.
 *
 * <p>Beside it stands its factory, generated as well, whose only work is {@code new}: there is no
 * reflection, no method handle and no proxy once the two classes are there, and the compiler
 * inlines through both. {@link WrapperClasses} defines them in this package; the factory as a
 * hidden class, which goes when nobody uses it and so may have the wrapped class for a constant
 * ({@link MethodHandles#classData}).
 */
final class WrapperGenerator {

  private static final JavaConstant CLASS_DATA = classData();

  private WrapperGenerator() {}

  /**
   * Generates a wrapper class, which does not name the wrapped one.
   *
   * @param base the abstract class to complete
   * @param interfaces those of the wrapped objects
   */
  static byte[] wrapper(String name, Class<?> base, VisibleInterfaces interfaces) {
    try (var made = builder(name, base, interfaces).make()) {
      return made.getBytes();
    }
  }

  /**
   * Generates the factory of a wrapper class.
   *
   * @param factoryType the abstract factory: its one method has the parameters of the wrapper's
   *     only constructor
   */
  static byte[] factory(String name, Class<?> factoryType, Class<?> wrapper) {
    try (var made = builder(name, wrapper, factoryType).make()) {
      return made.getBytes();
    }
  }

  private static DynamicType.Builder<?> builder(
      String name, Class<?> base, VisibleInterfaces interfaces) {
    DynamicType.Builder<?> wrapper =
        byteBuddy()
            .subclass(base, ConstructorStrategy.Default.NO_CONSTRUCTORS)
            .name(name)
            .modifiers(Modifier.FINAL);
    for (Class<?> type : interfaces.types()) {
      if (!type.isAssignableFrom(base)) {
        wrapper = wrapper.implement(type);
      }
    }
    wrapper = constructorOf(base, wrapper);
    Set<Signature> written = writtenByHand(base);
    for (Class<?> type : interfaces.types()) {
      for (Method method : VisibleInterfaces.forwarded(type)) {
        if (written.add(Signature.of(method))) {
          wrapper =
              wrapper
                  .defineMethod(method.getName(), method.getReturnType(), Visibility.PUBLIC)
                  .withParameters(method.getParameterTypes())
                  .throwing(method.getExceptionTypes())
                  .intercept(forward(method, base));
        }
      }
    }
    return wrapper;
  }

  /** {@code return delegate.method(…)}, or {@code return adopt(delegate.method(…))}. */
  private static Implementation forward(Method method, Class<?> base) {
    MethodCall call = MethodCall.invoke(method).onField("delegate").withAllArguments();
    Method adopt = adopterOf(method.getReturnType(), base);
    if (adopt == null) {
      return call.withAssigner(Assigner.DEFAULT, Assigner.Typing.DYNAMIC);
    }
    var typed = (MethodCall) call.withAssigner(Assigner.DEFAULT, Assigner.Typing.DYNAMIC);
    return MethodCall.invoke(adopt).withMethodCall(typed);
  }

  private static Method adopterOf(Class<?> returned, Class<?> base) {
    for (Class<?> type = base; type != Object.class; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (method.getName().equals("adopt") && method.getReturnType() == returned) {
          return method;
        }
      }
    }
    return null;
  }

  private static DynamicType.Builder<?> builder(
      String name, Class<?> wrapper, Class<?> factoryType) {
    Method wrap = factoryType.getDeclaredMethods()[0];
    return constructorOf(
            factoryType,
            byteBuddy()
                .subclass(factoryType, ConstructorStrategy.Default.NO_CONSTRUCTORS)
                .name(name)
                .modifiers(Modifier.FINAL))
        .defineMethod(wrap.getName(), wrap.getReturnType(), Visibility.PACKAGE_PRIVATE)
        .withParameters(wrap.getParameterTypes())
        .intercept(MethodCall.construct(onlyConstructor(wrapper)).withAllArguments())
        .defineMethod("wrapped", Class.class, Visibility.PACKAGE_PRIVATE)
        .intercept(FixedValue.value(CLASS_DATA));
  }

  /** Adds the superclass's constructor. */
  private static DynamicType.Builder<?> constructorOf(
      Class<?> superclass, DynamicType.Builder<?> builder) {
    Constructor<?> constructor = onlyConstructor(superclass);
    return builder
        .defineConstructor(Visibility.PACKAGE_PRIVATE)
        .withParameters(constructor.getParameterTypes())
        .intercept(MethodCall.invoke(constructor).withAllArguments());
  }

  /** What a hidden class was given when it was defined. */
  private static JavaConstant classData() {
    try {
      return JavaConstant.Dynamic.bootstrap(
              JavaConstant.Dynamic.DEFAULT_NAME,
              MethodHandles.class.getMethod(
                  "classData", MethodHandles.Lookup.class, String.class, Class.class))
          .withType(Class.class);
    } catch (NoSuchMethodException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Methods are named one by one below, so that Byte Buddy need not look for any. */
  private static ByteBuddy byteBuddy() {
    return new ByteBuddy(ClassFileVersion.JAVA_V17)
        .with(MethodGraph.Compiler.ForDeclaredMethods.INSTANCE)
        .with(TypeValidation.DISABLED);
  }

  private static Constructor<?> onlyConstructor(Class<?> type) {
    return type.getDeclaredConstructors()[0];
  }

  private static Set<Signature> writtenByHand(Class<?> base) {
    Set<Signature> written = new HashSet<>();
    for (Class<?> type = base; type != null; type = type.getSuperclass()) {
      for (Method method : type.getDeclaredMethods()) {
        if (!Modifier.isAbstract(method.getModifiers())
            && !Modifier.isPrivate(method.getModifiers())) {
          written.add(Signature.of(method));
        }
      }
    }
    return written;
  }

  /** What tells one method from another in a class file. */
  private record Signature(String name, MethodType type) {
    static Signature of(Method method) {
      return new Signature(
          method.getName(),
          MethodType.methodType(method.getReturnType(), Arrays.asList(method.getParameterTypes())));
    }
  }
}
