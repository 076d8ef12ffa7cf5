package dev.segue.driver.jdbc;

import dev.segue.rules.plan.StatementPlan;
import java.sql.ParameterMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/** The metadata of the application's parameters, of which some stand elsewhere, or twice. */
final class RoutedParameterMetaData implements ParameterMetaData {

  private final ParameterMetaData physical;
  private final StatementPlan plan;

  RoutedParameterMetaData(ParameterMetaData physical, StatementPlan plan) {
    this.physical = physical;
    this.plan = plan;
  }

  private int at(int parameter) throws SQLException {
    if (parameter < 1 || parameter > plan.parameterCount()) {
      throw new SQLException(
          "the parameter index is out of range: %d, number of parameters: %d"
              .formatted(parameter, plan.parameterCount()),
          "22023");
    }
    int[] positions = plan.positions(parameter);
    if (positions.length == 0) {
      throw new SQLFeatureNotSupportedException(
          "parameter %d goes to no column of the shape that is written".formatted(parameter),
          "0A000");
    }
    return positions[0];
  }

  @Override
  public int getParameterCount() {
    return plan.parameterCount();
  }

  @Override
  public int isNullable(int parameter) throws SQLException {
    return physical.isNullable(at(parameter));
  }

  @Override
  public boolean isSigned(int parameter) throws SQLException {
    return physical.isSigned(at(parameter));
  }

  @Override
  public int getPrecision(int parameter) throws SQLException {
    return physical.getPrecision(at(parameter));
  }

  @Override
  public int getScale(int parameter) throws SQLException {
    return physical.getScale(at(parameter));
  }

  @Override
  public int getParameterType(int parameter) throws SQLException {
    return physical.getParameterType(at(parameter));
  }

  @Override
  public String getParameterTypeName(int parameter) throws SQLException {
    return physical.getParameterTypeName(at(parameter));
  }

  @Override
  public String getParameterClassName(int parameter) throws SQLException {
    return physical.getParameterClassName(at(parameter));
  }

  @Override
  public int getParameterMode(int parameter) throws SQLException {
    return physical.getParameterMode(at(parameter));
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return type.isInstance(this) ? type.cast(this) : physical.unwrap(type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return type.isInstance(this) || physical.isWrapperFor(type);
  }
}
