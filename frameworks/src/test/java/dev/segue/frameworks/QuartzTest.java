package dev.segue.frameworks;

import dev.segue.postgres.PostgresExtension;
import dev.segue.postgres.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;
import org.quartz.utils.ConnectionProvider;
import org.quartz.utils.DBConnectionManager;

/** Quartz's store of jobs, clustered, while two of its own tables migrate. */
@Tag("slow")
@ExtendWith(PostgresExtension.class)
class QuartzTest {

  private static final String RULES =
      """
      segue: 1
      flags: database
      migrations:
        jobs-notes:
          table: qrtz_job_details
          rename: { description: note }
        triggers-times:
          table: qrtz_triggers
          rename: { trigger_state: state, next_fire_time: fires_next }
      """;

  private static final List<String> SEEN = new CopyOnWriteArrayList<>();
  private static volatile CountDownLatch ran;

  /** A job that says that it ran. */
  public static class Work implements Job {

    /** For Quartz. */
    public Work() {}

    @Override
    public void execute(JobExecutionContext context) {
      SEEN.add("ran " + context.getJobDetail().getDescription());
      ran.countDown();
    }
  }

  @Test
  void seesTheSameAtEveryStage(TestDatabase database, @TempDir Path directory) throws Exception {
    String tables;
    try (InputStream script =
        Scheduler.class.getResourceAsStream("/org/quartz/impl/jdbcjobstore/tables_postgres.sql")) {
      tables = new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    EveryStage.seesTheSame(
        database,
        directory,
        new EveryStage.Setting(
            tables.replaceAll("(?m)^(DROP|COMMIT).*$", ""),
            RULES,
            "TRUNCATE qrtz_job_details, qrtz_triggers, qrtz_simple_triggers, qrtz_fired_triggers,"
                + " qrtz_scheduler_state, qrtz_locks CASCADE"),
        QuartzTest::run);
  }

  private static List<String> run(DataSource source)
      throws SchedulerException, InterruptedException {
    SEEN.clear();
    ran = new CountDownLatch(3);
    DBConnectionManager.getInstance()
        .addConnectionProvider(
            "shop",
            new ConnectionProvider() {
              @Override
              public java.sql.Connection getConnection() throws java.sql.SQLException {
                return source.getConnection();
              }

              @Override
              public void shutdown() {}

              @Override
              public void initialize() {}
            });
    Properties settings = new Properties();
    settings.setProperty("org.quartz.scheduler.instanceName", "shop");
    settings.setProperty("org.quartz.scheduler.instanceId", "AUTO");
    settings.setProperty("org.quartz.threadPool.threadCount", "2");
    settings.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
    settings.setProperty(
        "org.quartz.jobStore.driverDelegateClass",
        "org.quartz.impl.jdbcjobstore.PostgreSQLDelegate");
    settings.setProperty("org.quartz.jobStore.dataSource", "shop");
    settings.setProperty("org.quartz.jobStore.isClustered", "true");
    Scheduler scheduler = new StdSchedulerFactory(settings).getScheduler();
    try {
      scheduler.start();
      JobDetail job =
          JobBuilder.newJob(Work.class).withIdentity("work").withDescription("a note").build();
      Trigger trigger =
          TriggerBuilder.newTrigger()
              .withIdentity("soon")
              .withSchedule(
                  SimpleScheduleBuilder.simpleSchedule()
                      .withIntervalInMilliseconds(50)
                      .withRepeatCount(2))
              .build();
      scheduler.scheduleJob(job, trigger);
      SEEN.add("all ran " + ran.await(30, TimeUnit.SECONDS));
    } finally {
      scheduler.shutdown(true);
    }
    return List.copyOf(SEEN.stream().sorted().toList());
  }
}
