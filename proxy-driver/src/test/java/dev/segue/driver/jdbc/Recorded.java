package dev.segue.driver.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An object of the wrapped driver that writes down which of its methods was called with what, and
 * answers what it was told to.
 */
final class Recorded<T> implements InvocationHandler {

  private final T object;
  private final List<Call> calls = new ArrayList<>();
  private final Map<String, Object> answers = new HashMap<>();

  private Recorded(Class<T> type) {
    this.object =
        type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, this));
  }

  static <T> Recorded<T> of(Class<T> type) {
    return new Recorded<>(type);
  }

  T object() {
    return object;
  }

  /** The calls so far, without those that only ask who the object is. */
  List<Call> calls() {
    return calls;
  }

  Call lastCall() {
    return calls.get(calls.size() - 1);
  }

  Recorded<T> answering(String method, Object answer) {
    answers.put(method, answer);
    return this;
  }

  @Override
  public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
    if (method.getDeclaringClass() == Object.class) {
      return switch (method.getName()) {
        case "equals" -> proxy == arguments[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> "recorded";
      };
    }
    calls.add(new Call(method, arguments == null ? List.of() : java.util.Arrays.asList(arguments)));
    Object answer = answers.getOrDefault(method.getName(), Samples.of(method.getReturnType()));
    if (answer instanceof Throwable failure) {
      throw failure;
    }
    return method.getReturnType() == void.class ? null : answer;
  }

  /** One call of one method. */
  record Call(Method method, List<Object> arguments) {
    String name() {
      return method.getName();
    }
  }
}
