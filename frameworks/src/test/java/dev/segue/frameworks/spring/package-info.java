/** An application of Spring Boot, as it would be without Segue. */
package dev.segue.frameworks.spring;
