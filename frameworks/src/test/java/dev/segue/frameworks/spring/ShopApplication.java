package dev.segue.frameworks.spring;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** It has repositories, and nothing else of its own. */
@SpringBootApplication
public class ShopApplication {}
