package dev.segue.frameworks.spring;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;

/** A customer. */
@Entity
@Table(name = "customers")
public class Customer {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  @Column(length = 40, nullable = false)
  private String name;

  @Column(precision = 12, scale = 2)
  private BigDecimal balance;

  @Version private int version;

  /** For Hibernate. */
  protected Customer() {}

  /** A new one. */
  public Customer(String name, BigDecimal balance) {
    this.name = name;
    this.balance = balance;
  }

  /** Gives it another name. */
  public void rename(String other) {
    name = other;
  }

  @Override
  public String toString() {
    return id + " " + name + " " + balance + " v" + version;
  }
}
