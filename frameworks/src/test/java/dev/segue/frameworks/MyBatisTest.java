package dev.segue.frameworks;

import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.apache.ibatis.annotations.Delete;
import org.apache.ibatis.annotations.Insert;
import org.apache.ibatis.annotations.Options;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Select;
import org.apache.ibatis.annotations.Update;
import org.apache.ibatis.mapping.Environment;
import org.apache.ibatis.session.Configuration;
import org.apache.ibatis.session.ExecutorType;
import org.apache.ibatis.session.SqlSession;
import org.apache.ibatis.session.SqlSessionFactory;
import org.apache.ibatis.session.SqlSessionFactoryBuilder;
import org.apache.ibatis.transaction.jdbc.JdbcTransactionFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** MyBatis: mappers, generated keys, batches. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class MyBatisTest {

  /** A customer to insert. */
  public static class Customer {
    /** Its key, once it is inserted. */
    public Long id;

    /** What it is called. */
    public String name;

    /** What it has. */
    public BigDecimal balance;

    Customer(String name, String balance) {
      this.name = name;
      this.balance = new BigDecimal(balance);
    }
  }

  /** The statements. */
  public interface Customers {

    /** Inserts one. */
    @Insert("INSERT INTO customers (name, balance) VALUES (#{name}, #{balance})")
    @Options(useGeneratedKeys = true, keyProperty = "id", keyColumn = "id")
    int insert(Customer customer);

    /** Raises some. */
    @Update("UPDATE customers SET balance = balance + #{by} WHERE name = #{name}")
    int raise(@Param("name") String name, @Param("by") BigDecimal by);

    /** Deletes one. */
    @Delete("DELETE FROM customers WHERE name = #{name}")
    int delete(String name);

    /** Reads all. */
    @Select("SELECT id, name, balance FROM customers WHERE balance >= #{least} ORDER BY name")
    List<Map<String, Object>> above(BigDecimal least);
  }

  @Test
  void seesTheSameAtEveryStage(TestDatabase database, @TempDir Path directory) throws Exception {
    EveryStage.seesTheSame(database, directory, EveryStage.Setting.CUSTOMERS, MyBatisTest::run);
  }

  private static List<String> run(DataSource source) {
    Configuration configuration =
        new Configuration(new Environment("shop", new JdbcTransactionFactory(), source));
    configuration.addMapper(Customers.class);
    SqlSessionFactory factory = new SqlSessionFactoryBuilder().build(configuration);
    List<String> seen = new ArrayList<>();
    try (SqlSession session = factory.openSession()) {
      Customer ada = new Customer("Ada", "10.50");
      session.getMapper(Customers.class).insert(ada);
      seen.add("key " + ada.id);
      session.commit();
    }
    try (SqlSession session = factory.openSession(ExecutorType.BATCH)) {
      Customers customers = session.getMapper(Customers.class);
      customers.insert(new Customer("Bob", "20"));
      customers.insert(new Customer("Cy", "0.01"));
      customers.raise("Bob", new BigDecimal("2.22"));
      seen.add("batches " + session.flushStatements().size());
      session.commit();
    }
    try (SqlSession session = factory.openSession()) {
      seen.add("deleted " + session.getMapper(Customers.class).delete("Ada"));
      session.rollback();
      session
          .getMapper(Customers.class)
          .above(new BigDecimal("0.01"))
          .forEach(row -> seen.add(new TreeMap<>(row).toString()));
    }
    return seen;
  }
}
