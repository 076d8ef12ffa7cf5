package dev.segue.migrator.demo.shop;

import dev.segue.postgres.TestDatabase;

class ShopWithCardsTest extends ShopTest {

  ShopWithCardsTest(TestDatabase database) {
    super(database, ShopDesign.WITH_CARDS);
  }
}
