package dev.segue.laboratory.statement;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The fragments that are one step smaller than a fragment; larger steps come first. */
final class Reductions {

  private Reductions() {}

  static Stream<Fragment> of(Fragment fragment) {
    if (fragment instanceof Fragment.Parts parts) {
      return inside(parts.parts(), Fragment.Parts::new);
    } else if (fragment instanceof Fragment.Items items) {
      Function<List<Fragment>, Fragment> again =
          list -> new Fragment.Items(items.separator(), list);
      Stream<Fragment> fewer =
          items.items().size() == 1
              ? Stream.empty()
              : IntStream.range(0, items.items().size())
                  .mapToObj(i -> again.apply(without(items.items(), i)));
      return Stream.concat(fewer, inside(items.items(), again));
    } else if (fragment instanceof Fragment.Maybe maybe) {
      return Stream.concat(
          Stream.of(Fragment.NOTHING), of(maybe.fragment()).map(Fragment.Maybe::new));
    } else if (fragment instanceof Fragment.Choice choice) {
      return Stream.concat(
          choice.simpler().stream(),
          of(choice.chosen()).map(inner -> new Fragment.Choice(inner, choice.simpler())));
    }
    return Stream.empty();
  }

  private static Stream<Fragment> inside(
      List<Fragment> parts, Function<List<Fragment>, Fragment> again) {
    return IntStream.range(0, parts.size())
        .boxed()
        .flatMap(
            i ->
                of(parts.get(i))
                    .map(
                        smaller -> {
                          List<Fragment> copy = new ArrayList<>(parts);
                          copy.set(i, smaller);
                          return again.apply(List.copyOf(copy));
                        }));
  }

  private static List<Fragment> without(List<Fragment> items, int at) {
    List<Fragment> fewer = new ArrayList<>(items);
    fewer.remove(at);
    return List.copyOf(fewer);
  }
}
