package dev.segue.frameworks.spring;

import java.math.BigDecimal;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.transaction.annotation.Transactional;

/** The customers. */
public interface Customers extends JpaRepository<Customer, Long> {

  /** By the beginning of their names. */
  List<Customer> findByNameStartingWithOrderByIdDesc(String start);

  /** How many have more. */
  long countByBalanceGreaterThan(BigDecimal balance);

  /** Raises all that have a balance. */
  @Transactional
  @Modifying(clearAutomatically = true)
  @Query("update Customer c set c.balance = c.balance + :by where c.balance is not null")
  int raise(BigDecimal by);
}
