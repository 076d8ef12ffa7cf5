package dev.segue.migrator.demo.shop;

import dev.segue.postgres.TestDatabase;

class ShopOfTwoTablesTest extends ShopTest {

  ShopOfTwoTablesTest(TestDatabase database) {
    super(database, ShopDesign.TWO_TABLES);
  }
}
