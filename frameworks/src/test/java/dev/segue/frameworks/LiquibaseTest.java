package dev.segue.frameworks;

import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Liquibase at the start of an application, with a precondition on the table that migrates. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class LiquibaseTest {

  private static final String CHANGES =
      """
      <databaseChangeLog xmlns="http://www.liquibase.org/xml/ns/dbchangelog"
          xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
          xsi:schemaLocation="http://www.liquibase.org/xml/ns/dbchangelog
            http://www.liquibase.org/xml/ns/dbchangelog/dbchangelog-latest.xsd">
        <changeSet id="1" author="shop">
          <preConditions><tableExists tableName="customers"/></preConditions>
          <createTable tableName="parcels">
            <column name="id" type="bigint"><constraints primaryKey="true"/></column>
            <column name="customer" type="bigint">
              <constraints references="customers(id)" foreignKeyName="parcels_customer"/>
            </column>
          </createTable>
        </changeSet>
        <changeSet id="2" author="shop">
          <insert tableName="customers">
            <column name="name" value="Ada"/><column name="balance" valueNumeric="10.5"/>
          </insert>
        </changeSet>
      </databaseChangeLog>
      """;

  private static final EveryStage.Setting SETTING =
      new EveryStage.Setting(
          EveryStage.Setting.CUSTOMERS.tables(),
          EveryStage.Setting.CUSTOMERS.rules(),
          "DROP TABLE IF EXISTS parcels, databasechangelog, databasechangeloglock;"
              + EveryStage.Setting.CUSTOMERS.reset());

  @Test
  void seesTheSameAtEveryStage(TestDatabase database, @TempDir Path directory) throws Exception {
    Path changes = Files.createDirectory(directory.resolve("changes"));
    Files.writeString(changes.resolve("shop.xml"), CHANGES);
    EveryStage.seesTheSame(database, directory, SETTING, source -> run(source, changes));
  }

  private static List<String> run(DataSource source, Path changes) throws Exception {
    List<String> seen = new ArrayList<>();
    for (int start = 1; start <= 2; start++) {
      try (Connection connection = source.getConnection()) {
        Database database =
            DatabaseFactory.getInstance()
                .findCorrectDatabaseImplementation(new JdbcConnection(connection));
        seen.add(database.getShortName());
        Liquibase liquibase =
            new Liquibase("shop.xml", new DirectoryResourceAccessor(changes), database);
        seen.add(
            "to run "
                + liquibase.listUnrunChangeSets(new Contexts(), new LabelExpression()).size());
        liquibase.update(new Contexts());
      }
    }
    try (Connection connection = source.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT id, name, balance FROM customers")) {
      while (rows.next()) {
        seen.add(rows.getLong(1) + " " + rows.getString(2) + " " + rows.getBigDecimal(3));
      }
    }
    return seen;
  }
}
