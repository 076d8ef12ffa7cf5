package dev.segue.migrator.demo.shop;

import dev.segue.migrator.demo.ledger.Order;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.util.List;
import java.util.random.RandomGenerator;

/** Makes up what customers and orders hold. The same seed makes up the same. Not thread-safe. */
final class Invention {

  private static final List<String> FIRST =
      List.of("Ada", "Alan", "Barbara", "Edgar", "Grace", "Jim", "Mike", "Pat", "Zoë", "Łucja");
  private static final List<String> LAST =
      List.of("Bachman", "Codd", "Date", "Gray", "Hopper", "Lovelace", "O'Neil", "Stonebraker");
  private static final List<String> CITIES =
      List.of("Bologna", "Krakow", "Lisbon", "Malmö", "Oslo", "Porto", "Toulouse", "Zürich");
  private static final List<String> STATUSES = List.of("new", "paid", "packed", "sent");
  private static final LocalDateTime OPENING = LocalDateTime.of(2024, 1, 1, 8, 0);
  private static final int MOST_CENTS = 50_000;
  private static final int SECONDS_OF_A_YEAR = 365 * 24 * 60 * 60;

  private final RandomGenerator random;

  Invention(RandomGenerator random) {
    this.random = random;
  }

  String name() {
    return any(FIRST) + " " + any(LAST) + " " + random.nextInt(1_000);
  }

  /** A city, or now and then null. */
  String city() {
    return random.nextInt(20) == 0 ? null : any(CITIES);
  }

  String status() {
    return any(STATUSES);
  }

  BigDecimal amount() {
    return BigDecimal.valueOf(1 + random.nextInt(MOST_CENTS), Order.SCALE);
  }

  /** An amount with more digits than the column keeps. */
  BigDecimal fineAmount() {
    return BigDecimal.valueOf(1 + random.nextInt(MOST_CENTS * 100), Order.SCALE + 2);
  }

  String cardNumber() {
    return "%06d".formatted(random.nextInt(1_000_000));
  }

  LocalDateTime time() {
    return OPENING.plusSeconds(random.nextInt(SECONDS_OF_A_YEAR));
  }

  private <T> T any(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
